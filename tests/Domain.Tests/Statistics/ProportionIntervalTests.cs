using Landfall.Domain.Statistics;

namespace Landfall.Domain.Tests.Statistics;

public sealed class ProportionIntervalTests
{
    [Theory]
    [InlineData(10, 100, 0.0552291370606751, 0.17436566150491345)]
    [InlineData(0, 20, 0, 0.1611251580528193)]
    [InlineData(20, 20, 0.8388748419471807, 1)]
    [InlineData(0, 0, 0, 1)]
    public void Wilson_agrees_with_the_formula(long k, long n, double low, double high)
    {
        var interval = ProportionInterval.Wilson(k, n);

        Assert.Equal(low, interval.Low, 1e-12);
        Assert.Equal(high, interval.High, 1e-12);
    }

    [Theory]                                                     // roots of exact binomial sums
    [InlineData(10, 100, 0.049004689221485945, 0.1762225977400226)]
    [InlineData(0, 20, 0, 0.16843347098308536)]
    [InlineData(0, 0, 0, 1)]
    public void Clopper_and_Pearson_agree_with_binomial_tails(long k, long n, double low, double high)
    {
        var interval = ProportionInterval.ClopperPearson(k, n);

        Assert.Equal(low, interval.Low, 1e-9);
        Assert.Equal(high, interval.High, 1e-9);
    }

    [Fact]
    public void More_successes_than_trials_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ProportionInterval.Wilson(3, 2));
}
