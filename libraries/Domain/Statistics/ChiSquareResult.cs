namespace Landfall.Domain.Statistics;

/// <param name="Statistic">Pearson's X², 0 or more.</param>
/// <param name="Degrees">Degrees of freedom: occupied categories minus one.</param>
/// <param name="PValue">Probability of such a statistic or a larger one when both rows have one distribution.</param>
/// <param name="SmallestExpected">The smallest expected count; below about 5 the p-value is rough.</param>
public sealed record ChiSquareResult(double Statistic, int Degrees, double PValue, double SmallestExpected);
