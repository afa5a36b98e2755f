namespace Landfall.Domain.Evaluation.Measures;

/// <summary>
/// A metric and the influence of each row on it. To first order a metric is the mean of such influences (Hampel, 1974,
/// JASA 69; for the area under the curve exactly DeLong's placements), so its variance is Σ influence² / n², and that of
/// a paired difference is the same with the difference of the influences. This is the limit that a bootstrap over rows
/// would reach, without its noise.
/// </summary>
/// <param name="Support">The rows it rests on.</param>
/// <param name="IsProportion">Whether it is a count among <paramref name="Support"/> rows.</param>
/// <param name="Undefined">Why there is no value.</param>
internal sealed record Measured(
    double Value, long Support, IInfluence Influence, bool IsProportion = false, string? Undefined = null)
{
    public static Measured None(string reason, long support = 0) => new(0, support, new RowInfluence([]), false, reason);

    public Estimate Estimate(double least, double most)
    {
        var error = Error(Influence.Squares());
        var asCount = IsProportion || (error == 0 && least == 0 && most == 1);
        return new(Value, error, least, most, asCount ? Support : null);
    }

    public Estimate Minus(Measured other, double range) =>
        new(Value - other.Value, Error(Influence.SquaresApart(other.Influence)), -range, range);

    private double Error(double squares)
    {
        var error = Math.Sqrt(squares) / Influence.Rows;

        // Rounding leaves a spread of 1e-17 where there is none.
        return error < 1e-14 ? 0 : error;
    }
}
