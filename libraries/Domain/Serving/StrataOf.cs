using Landfall.Contracts.Agent;
using Landfall.Domain.Judgement;

namespace Landfall.Domain.Serving;

/// <summary>Sums the rows of all pods to what the judges are asked about.</summary>
internal static class StrataOf
{
    public static IReadOnlyList<StratumCounts> Rollout(
        CounterState counters, ObserveRequest look, string measure = AgentMeasures.Failed)
    {
        var candidate = ServingNames.Version(look.Candidate);
        var champion = look.Champion is { } old ? ServingNames.Version(old) : null;

        return
        [
            .. counters.Rows.GroupBy(row => row.Stratum).OrderBy(group => Sequence(group.Key)).Select(group => new StratumCounts(
                group.Key,
                group.Where(row => row.Version == champion).Sum(row => row.Clusters),
                group.Where(row => row.Version == champion).Sum(row => row.Bad.GetValueOrDefault(measure)),
                group.Where(row => row.Version == candidate).Sum(row => row.Clusters),
                group.Where(row => row.Version == candidate).Sum(row => row.Bad.GetValueOrDefault(measure)))),
        ];
    }

    private static long Sequence(string stratum) =>
        long.TryParse(stratum.AsSpan(stratum.IndexOf('.', StringComparison.Ordinal) + 1), out var sequence) ? sequence : 0;
}
