using Landfall.Domain.Statistics;

namespace Landfall.Domain.Tests.Statistics;

public sealed class NormalTests
{
    [Theory]                                                     // ½ erfc(x/√2) from the C library
    [InlineData(1.0, 0.15865525393145707)]
    [InlineData(1.96, 0.024997895148220435)]
    [InlineData(5, 2.866515718791946e-07)]
    [InlineData(10, 7.619853024160593e-24)]
    public void Both_tails_agree_with_known_values(double x, double tail)
    {
        Assert.Equal(tail, Normal.Cdf(-x), tail * 1e-12);
        Assert.Equal(1 - tail, Normal.Cdf(x), 1e-14);
    }

    [Fact]
    public void Half_lies_below_zero() => Assert.Equal(0.5, Normal.Cdf(0), 1e-15);

    [Theory]
    [InlineData(0.975, 1.9599639845400536)]
    [InlineData(0.3, -0.5244005127080407)]
    [InlineData(0.5, 0)]
    public void Quantiles_agree_with_known_values(double p, double expected) =>
        Assert.Equal(expected, Normal.Quantile(p), 1e-12);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Quantiles_exist_only_inside(double p) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Normal.Quantile(p));

    [Fact]
    public void A_confidence_given_in_per_cent_is_refused() =>
        Assert.Contains("0.95", Assert.Throws<ArgumentOutOfRangeException>(() => Normal.TwoSided(95)).Message);
}
