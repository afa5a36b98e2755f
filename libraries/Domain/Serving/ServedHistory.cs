using Landfall.Domain.Records;

namespace Landfall.Domain.Serving;

/// <summary>A version's part of the live traffic.</summary>
/// <param name="Percent">1 to 100.</param>
public sealed record ServedShare(ModelVersionRef Version, int Percent);

/// <summary>A stretch of time in which the shares of a model did not change.</summary>
/// <param name="To">Null while it lasts.</param>
/// <param name="Shares">Empty where no version served.</param>
/// <param name="Shadow">A version that saw copies and answered nobody.</param>
/// <param name="Entry">The number of the entry in the run's record that says so.</param>
public sealed record ServedSpan(
    DateTimeOffset From, DateTimeOffset? To, IReadOnlyList<ServedShare> Shares, ModelVersionRef? Shadow, string RunId, int Entry,
    string Why);

/// <summary>What served when, read from the records of all runs of a model.</summary>
/// <remarks>More traffic is recorded a moment before it flows, less traffic a moment after: at a border both may have answered.</remarks>
public sealed record ServedHistory(string Model, IReadOnlyList<ServedSpan> Spans)
{
    /// <returns>Null before the first version served.</returns>
    public ServedSpan? At(DateTimeOffset time) => Spans.LastOrDefault(span => span.From <= time);

    /// <summary>When a version answered live requests, with its weight then.</summary>
    public IReadOnlyList<ServedSpan> Of(int version) =>
        [.. Spans.Where(span => span.Shares.Any(share => share.Version.Number == version))];

    /// <param name="runs">Runs of this model with their records, in any order.</param>
    public static ServedHistory From(string model, IEnumerable<(RunStatus Status, IReadOnlyList<RecordEntry> Entries)> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var all = runs.ToList();
        var known = all.SelectMany(run => new[] { run.Status.Version, run.Status.Champion }).OfType<ModelVersionRef>()
            .DistinctBy(version => version.Digest).ToDictionary(version => version.Digest);
        var moves = all.SelectMany(run => run.Entries.Select(entry => Move(run.Status, entry, known))).OfType<ServedSpan>()
            .OrderBy(span => span.From).ThenBy(span => span.RunId, StringComparer.Ordinal).ThenBy(span => span.Entry).ToList();
        var ends = moves.Skip(1).Select(next => (DateTimeOffset?)next.From).Append(null);
        return new(model, [.. moves.Zip(ends, (span, end) => span with { To = end })]);
    }

    private static ServedSpan? Move(
        RunStatus status, RecordEntry entry, IReadOnlyDictionary<string, ModelVersionRef> known)
    {
        var fact = entry.Fact;
        ServedSpan Span(IReadOnlyList<ServedShare> shares, ModelVersionRef? shadow = null) =>
            new(fact.At, null, shares, shadow, status.Run.Id, entry.Sequence, fact.Summary);

        return fact switch
        {
            { What: "traffic", Key: "traffic-back" } => Span(All(status.Champion)),
            { What: "traffic" } when status.Version is { } candidate && FactValues.Weight(fact) is var weight and <= 100 =>
                Span(Shares(candidate, status.Champion, weight), weight == 0 ? candidate : null),
            { What: "rollback", Inputs: { } inputs } when inputs.TryGetValue("to", out var digest)
                && known.TryGetValue(digest, out var to) => Span(All(to)),
            { What: "drift" } when fact.Key.StartsWith("drift-mended-", StringComparison.Ordinal) => Span(All(status.Champion)),
            _ => null,
        };
    }

    private static IReadOnlyList<ServedShare> Shares(ModelVersionRef candidate, ModelVersionRef? champion, int weight)
    {
        var shares = new List<ServedShare>();
        if (champion is not null && weight < 100)
            shares.Add(new(champion, 100 - weight));
        if (weight > 0)
            shares.Add(new(candidate, weight));
        return shares;
    }

    private static IReadOnlyList<ServedShare> All(ModelVersionRef? version) => version is null ? [] : [new(version, 100)];
}
