using Landfall.Domain.Statistics;

namespace Landfall.Domain.Tests.Statistics;

public sealed class GammaAndBetaTests
{
    [Theory]                                                     // from the C library's lgamma
    [InlineData(0.1, 2.2527126517342055)]
    [InlineData(0.5, 0.5723649429247004)]
    [InlineData(3.7, 1.4280723266653883)]
    [InlineData(14.9, 24.924132002217277)]
    [InlineData(15, 25.191221182738683)]
    [InlineData(1_000_000.5, 12815511.476902764)]
    public void Log_gamma_agrees_with_known_values(double x, double expected) =>
        Assert.Equal(expected, GammaFunction.Log(x), Math.Abs(expected) * 1e-14);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Log_gamma_is_zero_at_one_and_two(double x) => Assert.Equal(0, GammaFunction.Log(x), 1e-14);

    [Theory]
    [InlineData(0)]
    [InlineData(-1.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Log_gamma_refuses_what_has_none(double x) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GammaFunction.Log(x));

    [Fact]
    public void Log_beta_of_whole_numbers_is_a_fraction_of_factorials() =>
        Assert.Equal(Math.Log(1.0 / 60), BetaFunction.Log(3, 4), 1e-13);   // 2! 3! / 6!

    [Theory]                                                     // whole a, b: exact binomial sums in rational numbers
    [InlineData(2, 3, 0.25, 0.26171875)]
    [InlineData(5, 95, 0.05, 0.5550178079507666)]
    [InlineData(1, 10, 0.01, 0.09561792499119551)]
    [InlineData(200, 300, 0.39, 0.32583730647362247)]
    [InlineData(30, 4971, 0.01, 0.9991251989494797)]
    [InlineData(0.5, 0.5, 0.3, 0.36901011956554536)]             // the arcsine law: 2/π asin √x
    [InlineData(3, 4, 0, 0)]
    [InlineData(3, 4, 1, 1)]
    public void Incomplete_beta_agrees_with_known_values(double a, double b, double x, double expected) =>
        Assert.Equal(expected, BetaFunction.RegularisedIncomplete(a, b, x), 1e-12);

    [Theory]
    [InlineData(0.5, 50, 0.001)]
    [InlineData(7, 2, 0.4)]
    [InlineData(1, 1, 0.75)]
    public void Beta_quantile_undoes_the_distribution(double a, double b, double p) =>
        Assert.Equal(p, BetaFunction.RegularisedIncomplete(a, b, BetaFunction.Quantile(a, b, p)), 1e-12);

    [Fact]
    public void Incomplete_beta_refuses_what_is_no_probability() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BetaFunction.RegularisedIncomplete(1, 1, 1.01));
}
