using Landfall.Domain.Explanations;
using Landfall.Domain.Records;
using Landfall.Domain.Registry;
using Landfall.Domain.Serving;
using Landfall.Domain.Signing;
using Landfall.Registry;

namespace Landfall.Functions.Console.Runs;

/// <summary>What the records tell: why a run ended so, why a version serves, what served when.</summary>
/// <param name="keys">Null where no public keys are set: an exported record then carries none.</param>
public sealed class RunStories(
    RunDirectory runs, RecordReader records, ModelRegistry registry, TimeProvider time, IPublicKeys? keys = null)
{
    /// <returns>Null when nobody knows the run.</returns>
    public async Task<Explanation?> OfRun(string id, DurableTaskClient client, CancellationToken cancel) =>
        await runs.Find(id, client, cancel) is { } status
            ? RunExplanation.Of(status, await records.Read(id, cancel))
            : null;

    /// <summary>Why the champion serves: the story of the run that last moved the alias.</summary>
    /// <returns>Null when no version was ever promoted, or the run is gone.</returns>
    public async Task<Explanation?> OfModel(string model, DurableTaskClient client, CancellationToken cancel)
    {
        if (await Champion(model, cancel) is not { } champion
            || await runs.Find(champion.RunId, client, cancel) is not { } status)
            return null;

        return RunExplanation.Of(status, await records.Read(status.Run.Id, cancel), champion);
    }

    public async Task<ServedHistory> Served(string model, DurableTaskClient client, CancellationToken cancel)
    {
        var told = new List<(RunStatus, IReadOnlyList<RecordEntry>)>();
        foreach (var run in (await runs.All(client, cancel)).Where(run => run.Run.Pipeline == model))
            told.Add((run, await records.Entries(run.Run.Id, cancel)));
        return ServedHistory.From(model, told);
    }

    /// <summary>The record as a file that verifies offline. The head is read first: what comes later is not covered by it.</summary>
    public async Task<RecordFile> Export(string run, CancellationToken cancel)
    {
        var record = await records.Read(run, cancel);
        var covered = record.Head is { } head ? record.Entries.Take(Math.Max(head.Sequence, 0)).ToList() : record.Entries;
        // A broken record is exported as it is: whoever verifies the file is to see it.
        return new(
            RecordFile.Version1, run, time.GetUtcNow(), record.Check.Intact ? covered : record.Entries, record.Head,
            keys is null ? null : await keys.Pem(cancel));
    }

    private async Task<AliasEntry?> Champion(string model, CancellationToken cancel) =>
        IsName(model) ? (await registry.History(model, "champion", cancel)).LastOrDefault() : null;

    /// <summary>Names become blob names: nothing else gets there.</summary>
    private static bool IsName(string model) =>
        model.Length is > 0 and <= 64 && model.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
