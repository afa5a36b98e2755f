using Landfall.Contracts.Agent;
using Landfall.Domain.Judgement;

namespace Landfall.Domain.Serving;

/// <summary>Sums the rows of all pods, and what only the gateway saw, to what the judges are asked about.</summary>
internal static class StrataOf
{
    public static IReadOnlyList<StratumCounts> Rollout(
        CounterState counters, ObserveRequest look, string measure = AgentMeasures.Failed)
    {
        var candidate = ServingNames.Version(look.Candidate);
        var champion = look.Champion is { } old ? ServingNames.Version(old) : null;
        var strata = counters.Rows.Select(row => row.Stratum).Concat((counters.Unseen ?? []).Select(row => row.Stratum));

        return
        [
            .. from stratum in strata.Distinct().OrderBy(Sequence)
               let mine = Of(counters, candidate, stratum, measure)
               let other = Of(counters, champion, stratum, measure)
               select new StratumCounts(stratum, other.Clusters, other.Bad, mine.Clusters, mine.Bad),
        ];
    }

    /// <summary>Requests of a version that failed where no agent saw them.</summary>
    public static long Unseen(CounterState counters, ModelVersionRef? version) => version is null
        ? 0
        : (counters.Unseen ?? []).Where(row => row.Version == ServingNames.Version(version)).Sum(row => row.Requests);

    private static (long Clusters, long Bad) Of(CounterState counters, string? version, string stratum, string measure)
    {
        var rows = counters.Rows.Where(row => row.Stratum == stratum && row.Version == version).ToList();
        var unseen = measure == AgentMeasures.Failed ? Clusters(counters, version, stratum) : 0;
        return (
            rows.Sum(row => row.Clusters) + unseen,
            rows.Sum(row => row.Bad.GetValueOrDefault(measure)) + unseen);
    }

    /// <summary>
    /// A gateway counts requests. They become as many clusters as the requests of this stratum do that agents saw: a client
    /// that asks ten times a second is one misfortune there, and so it is here.
    /// </summary>
    private static long Clusters(CounterState counters, string? version, string stratum)
    {
        var unseen = (counters.Unseen ?? []).FirstOrDefault(row => row.Version == version && row.Stratum == stratum)?.Requests ?? 0;
        if (unseen == 0)
            return 0;

        var rows = counters.Rows.Where(row => row.Stratum == stratum && row.Requests > 0).ToList();
        var (requests, clusters) = (rows.Sum(row => row.Requests), rows.Sum(row => row.Clusters));
        return requests <= clusters ? unseen : Math.Max(1, (long)Math.Ceiling((double)unseen * clusters / requests));
    }

    private static long Sequence(string stratum) =>
        long.TryParse(stratum.AsSpan(stratum.IndexOf('.', StringComparison.Ordinal) + 1), out var sequence) ? sequence : 0;
}
