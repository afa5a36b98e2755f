using Landfall.Contracts.Documents;
using Landfall.Domain.Access;
using Landfall.Domain.Records;

namespace Landfall.Domain.Events;

/// <summary>
/// Which facts of a record other systems are told, and in which words. Pure. Per run each kind is told once: a version is first
/// exposed once, promoted once, and after it was rolled back it is sealed.
/// </summary>
public static class VersionEvents
{
    private const string Types = "dev.landfall.version.";

    private static readonly Dictionary<VersionEventKind, string> Words = new()
    {
        [VersionEventKind.Exposed] = "exposed",
        [VersionEventKind.Promoted] = "promoted",
        [VersionEventKind.RolledBack] = "rolledBack",
    };

    /// <summary>What a fact that was just recorded may have to be told as; which of several is told, the record decides.</summary>
    public static VersionEventKind? KindOf(RecordFact fact) => fact switch
    {
        { What: "traffic" } when IsBack(fact) => VersionEventKind.RolledBack,
        { What: "traffic" } when FactValues.Weight(fact) > 0 => VersionEventKind.Exposed,
        { What: "rollback" } => VersionEventKind.RolledBack,
        { What: "drift" } when IsBack(fact) => VersionEventKind.RolledBack,
        _ => null,
    };

    /// <summary>What is due at the end of a run, told before or not.</summary>
    public static IReadOnlyList<VersionEventKind> AtEnd(Verdict verdict, IReadOnlyList<RecordEntry> record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (verdict == Verdict.Promoted)
            return FirstExposure(record) is null ? [VersionEventKind.Promoted] : [VersionEventKind.Exposed, VersionEventKind.Promoted];
        return FirstExposure(record) is null ? [] : [VersionEventKind.Exposed, VersionEventKind.RolledBack];
    }

    /// <summary>Those who are told this about this pipeline.</summary>
    public static IReadOnlyList<EventTargetSpec> Targets(EnvironmentSpec environment, string pipeline, VersionEventKind kind)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return
        [
            .. environment.Events.Where(target => (target.Kinds.Count == 0 || target.Kinds.Contains(kind))
                && (target.Pipelines.Count == 0 || target.Pipelines.Any(pattern => NamePattern.Fits(pattern, pipeline)))),
        ];
    }

    /// <summary>The same for everybody and at every try, whatever was recorded meanwhile.</summary>
    /// <returns>Null when there is nothing to tell: the record holds no such fact, or what went back was never exposed.</returns>
    public static CloudEvent? Of(EventDue due, RunStatus status, IReadOnlyList<RecordEntry> record, string publicUrl)
    {
        ArgumentNullException.ThrowIfNull(due);
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(record);
        if (status.Version is not { } version || Entry(due.Kind, status.Verdict, record) is not { } entry)
            return null;

        var (run, fact) = (status.Run, entry.Fact);
        var serving = due.Kind == VersionEventKind.Promoted ? null : status.Champion;
        return new(
            $"{due.RunId}.{Words[due.Kind]}",
            $"{publicUrl.TrimEnd('/')}/api/models/{version.Model}",
            $"{Types}{Words[due.Kind]}",
            $"{version.Model}/{version.Number}",
            fact.At,
            new(
                version.Model, version.Number, version.Digest, Weight(due.Kind, fact),
                serving is null ? null : new(serving.Number, serving.Digest), run.Pipeline, run.Id, run.Dataset.Digest, fact.By,
                fact.Summary, new(entry.Sequence, entry.Hash)));
    }

    private static RecordEntry? Entry(VersionEventKind kind, Verdict? verdict, IReadOnlyList<RecordEntry> record)
    {
        var exposed = FirstExposure(record);
        return kind switch
        {
            VersionEventKind.Exposed => exposed,
            VersionEventKind.Promoted => record.FirstOrDefault(entry => entry.Fact.What == "verdict"),
            _ when exposed is null => null,
            // A run that died has no word of going back but its verdict.
            _ => record.FirstOrDefault(entry => entry.Sequence > exposed.Sequence && KindOf(entry.Fact) == VersionEventKind.RolledBack)
                ?? (verdict is null or Verdict.Promoted ? null : record.FirstOrDefault(entry => entry.Fact.What == "verdict")),
        };
    }

    private static RecordEntry? FirstExposure(IReadOnlyList<RecordEntry> record) =>
        record.FirstOrDefault(entry => KindOf(entry.Fact) == VersionEventKind.Exposed);

    private static int Weight(VersionEventKind kind, RecordFact fact) => kind switch
    {
        VersionEventKind.Exposed => FactValues.Weight(fact),
        VersionEventKind.Promoted => 100,
        _ => 0,
    };

    private static bool IsBack(RecordFact fact) =>
        fact.Key == "traffic-back" || fact.Key.StartsWith("drift-mended-", StringComparison.Ordinal);
}
