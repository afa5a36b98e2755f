using Landfall.Domain.Statistics;

namespace Landfall.Domain.Tests.Statistics;

public sealed class KolmogorovSmirnovTests
{
    [Fact]
    public void The_distance_is_the_largest_gap_between_the_steps() =>
        Assert.Equal(0.5, KolmogorovSmirnov.Statistic([1, 2, 3, 4], [3, 4, 5, 6]), 1e-15);

    [Fact]
    public void Ties_are_stepped_over_together() =>
        Assert.Equal(0, KolmogorovSmirnov.Statistic([2, 1, 2, 1], [1, 2]), 1e-15);

    [Fact]
    public void Samples_apart_are_one_apart() =>
        Assert.Equal(1, KolmogorovSmirnov.Statistic([1, 2], [3, 4, 5]), 1e-15);

    [Fact]
    public void Missing_values_are_refused() =>
        Assert.Contains("NaN", Assert.Throws<ArgumentException>(() =>
            KolmogorovSmirnov.Statistic([1, double.NaN], [1])).Message);

    [Theory]                                                     // two hundred terms of Kolmogorov's series
    [InlineData(0.5, 0.9639452436648751)]
    [InlineData(1, 0.26999967167735456)]
    [InlineData(1.36, 0.049485876755377876)]
    [InlineData(2, 0.0006709252557796953)]
    public void The_tail_agrees_with_Kolmogorovs_series(double lambda, double expected) =>
        Assert.Equal(expected, KolmogorovSmirnov.UpperTail(lambda), 1e-12);

    [Fact]
    public void P_values_of_equal_samples_are_rarely_small()
    {
        var random = new Random(7);
        var small = 0;
        for (var run = 0; run < 1_000; run++)
        {
            var (x, y) = (Draw(random, 200), Draw(random, 300));
            if (KolmogorovSmirnov.PValue(KolmogorovSmirnov.Statistic(x, y), x.Length, y.Length) < 0.05)
                small++;
        }

        Assert.InRange(small, 20, 75);                           // 50 expected, four standard deviations
    }

    private static double[] Draw(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
}
