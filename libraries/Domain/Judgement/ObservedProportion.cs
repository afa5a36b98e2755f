using Landfall.Domain.Statistics;

namespace Landfall.Domain.Judgement;

/// <summary>A counted proportion over all strata, for people to look at; the tests use the strata.</summary>
/// <param name="Clusters">Clusters seen.</param>
/// <param name="Bad">Bad ones among them.</param>
/// <param name="Rate">Bad / seen, 0 when nothing was seen.</param>
public sealed record ObservedProportion(long Clusters, long Bad, double Rate)
{
    /// <summary>Wilson's 95 % interval at this look; valid for one look, so for display only.</summary>
    public Interval Interval => ProportionInterval.Wilson(Bad, Clusters);

    internal static ObservedProportion Of(long clusters, long bad) =>
        new(clusters, bad, clusters == 0 ? 0 : (double)bad / clusters);

    internal string Explanation => Clusters == 0 ? "nothing" : $"{Wording.Percent(Rate)} of {Clusters:N0}";
}
