using Landfall.Domain.Statistics;

namespace Landfall.Domain.Tests.Statistics;

public sealed class ChiSquareTests
{
    [Theory]
    [InlineData(3.841458820694124, 1, 0.05)]
    [InlineData(5.991464547107979, 2, 0.05)]                     // two degrees: exp(−x/2)
    [InlineData(10, 4, 0.0404276819945128)]                      // four degrees: exp(−x/2)(1 + x/2)
    [InlineData(0, 3, 1)]
    public void P_values_agree_with_closed_forms(double statistic, int degrees, double expected) =>
        Assert.Equal(expected, ChiSquare.PValue(statistic, degrees), 1e-12);

    [Fact]
    public void Two_by_two_agrees_with_the_textbook_formula()
    {
        var result = ChiSquare.Homogeneity([10, 20], [30, 40]);

        // N (ad − bc)² / (row and column sums) = 100 · 200² / (30 · 70 · 40 · 60)
        Assert.Equal(100.0 * 200 * 200 / (30.0 * 70 * 40 * 60), result.Statistic, 1e-12);
        Assert.Equal(1, result.Degrees);
        Assert.Equal(12, result.SmallestExpected, 1e-12);
    }

    [Fact]
    public void Categories_that_nobody_has_do_not_count() =>
        Assert.Equal(1, ChiSquare.Homogeneity([10, 0, 20], [30, 0, 40]).Degrees);

    [Fact]
    public void An_empty_row_is_refused() =>
        Assert.Throws<ArgumentException>(() => ChiSquare.Homogeneity([0, 0], [1, 2]));
}
