using Landfall.Contracts.Agent;

namespace Landfall.Domain.Serving;

/// <summary>What one pod's made-up requests came to.</summary>
/// <param name="Answer">Null when its agent could not be asked.</param>
public sealed record ProbeReading(string Pod, ModelVersionRef Version, AgentProbe? Answer);

/// <summary>
/// Adds up made-up requests, apart from all that users sent: they are no samples, no pairs, and prove no safety. That a candidate cannot
/// answer what its champion can is seen at several looks before it counts, because all rows are the same one.
/// </summary>
public static class ProbeFold
{
    /// <summary>Looks in a row that make it harm.</summary>
    public const int Needed = 3;

    /// <summary>Requests per pod and look.</summary>
    public const int PerLook = 3;

    /// <param name="probes">Null where none were sent at this look: then what was counted before is over.</param>
    public static CounterState Add(CounterState known, ObserveRequest look, IReadOnlyList<ProbeReading>? probes)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(look);
        if (probes is null)
            return known.Probes is null ? known : known with { Probes = null };

        var before = known.Probes is { } counted && counted.Stratum == look.Stratum ? counted : new(look.Stratum, None, None);
        var mine = Tally(probes, look.Candidate);
        var other = look.Champion is { } champion ? Tally(probes, champion) : null;
        return known with
        {
            Probes = new(
                look.Stratum, Sum(before.Candidate, mine), Sum(before.Champion, other ?? None),
                InARow(before.FailedInARow, mine, other, AgentMeasures.Failed),
                InARow(before.SlowInARow, mine, other, AgentMeasures.Slow)),
        };
    }

    internal static ProbeTally Tally(IReadOnlyList<ProbeReading> probes, ModelVersionRef version)
    {
        var answers = probes.Where(probe => probe.Version.Number == version.Number)
            .Select(probe => probe.Answer).OfType<AgentProbe>().ToList();
        return new(answers.Sum(one => one.Asked), answers.Sum(one => one.Failed), answers.Sum(one => one.Slow));
    }

    internal static long Bad(ProbeTally tally, string measure) => measure == AgentMeasures.Slow ? tally.Slow : tally.Failed;

    internal static int InARow(ProbeCounts counts, string measure) =>
        measure == AgentMeasures.Slow ? counts.SlowInARow : counts.FailedInARow;

    /// <summary>For people, beside what users sent.</summary>
    internal static string Sentence(ProbeCounts counts, string measure) =>
        $"made-up requests: {Bad(counts.Candidate, measure):N0} of the candidate's {counts.Candidate.Asked:N0} {measure}"
        + (counts.Champion.Asked > 0 ? $", {Bad(counts.Champion, measure):N0} of the champion's {counts.Champion.Asked:N0}" : "");

    private static ProbeTally None => new(0, 0, 0);

    private static ProbeTally Sum(ProbeTally one, ProbeTally other) =>
        new(one.Asked + other.Asked, one.Failed + other.Failed, one.Slow + other.Slow);

    /// <summary>Where nobody could be asked, nothing is said. A champion that fails too, or cannot be asked, breaks the row.</summary>
    private static int InARow(int before, ProbeTally mine, ProbeTally? other, string measure) =>
        mine.Asked == 0 ? before
        : Bad(mine, measure) == mine.Asked && other is null or { Asked: > 0 } && (other is null || Bad(other, measure) == 0) ? before + 1
        : 0;
}
