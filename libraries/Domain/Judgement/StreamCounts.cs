namespace Landfall.Domain.Judgement;

/// <summary>One version's counts in one stratum. Fractions occur in forecasts, which use expected counts.</summary>
internal readonly record struct StreamCounts(double Bad, double Good)
{
    public double Seen => Bad + Good;

    public double Rate => Seen == 0 ? 0 : Bad / Seen;
}
