using Landfall.Agent.Serving;

namespace Landfall.Agent.Tests;

/// <summary>The histogram against the exact quantiles of what was put in.</summary>
public sealed class DurationHistogramTests
{
    [Theory]
    [InlineData(1, 0.06, 10)]
    [InlineData(2, 1, 2_000)]
    [InlineData(3, 100, 600_000)]
    [InlineData(4, 5, 5.01)]
    public void Quantiles_are_never_too_low_and_at_most_a_step_too_high(int seed, double least, double most)
    {
        var random = new Random(seed);
        var histogram = new DurationHistogram();
        double[] durations = [.. Enumerable.Range(0, 5_000).Select(_ => least * Math.Pow(most / least, random.NextDouble()))];
        foreach (var duration in durations)
            histogram.Add(duration);
        Array.Sort(durations);

        foreach (var share in new[] { 0.01, 0.5, 0.9, 0.95, 0.99, 1 })
        {
            var exact = durations[(int)Math.Ceiling(share * durations.Length) - 1];
            Assert.InRange(histogram.Quantile(share), exact * 0.999, exact * 1.1);
        }
    }

    [Fact]
    public void One_value_is_every_quantile_and_none_is_nothing()
    {
        var histogram = new DurationHistogram();
        Assert.Equal(0, histogram.Quantile(0.5));

        histogram.Add(12);

        Assert.InRange(histogram.Quantile(0.01), 12, 12 * 1.1);
        Assert.Equal(histogram.Quantile(0.01), histogram.Quantile(0.99));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    public void What_is_too_short_to_tell_is_the_least(double milliseconds)
    {
        var histogram = new DurationHistogram();
        histogram.Add(milliseconds);

        Assert.Equal(0.05, histogram.Quantile(0.5));
    }

    [Fact]
    public void What_is_longer_than_any_limit_is_kept_in_the_last_step()
    {
        var histogram = new DurationHistogram();
        histogram.Add(1e12);

        Assert.InRange(histogram.Quantile(0.5), 600_000, 1_000_000);
    }
}
