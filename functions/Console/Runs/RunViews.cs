using Landfall.Domain.Overrides;
using Landfall.Domain.Records;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Console.Runs;

/// <summary>Gathers what a run's page shows.</summary>
public sealed class RunViews(RunDirectory runs, RecordReader records, OverrideLog overrides, IBlobStore blobs, TimeProvider time)
{
    /// <returns>Null when nobody knows the run.</returns>
    public async Task<RunView?> Find(string id, DurableTaskClient client, CancellationToken cancel)
    {
        if (await runs.Find(id, client, cancel) is not { } status)
            return null;

        var evaluation = status.Artifacts?.Evaluation is null
            ? null
            : await blobs.ReadJson<StoredEvaluation>(Paths.EvaluationReport(id), cancel);
        var now = time.GetUtcNow();
        return new(
            status, await runs.Rollout(id, client, cancel), await records.Read(id, cancel), evaluation?.Value.Result, now,
            status.Verdict is null ? await overrides.View(status.Run, status.Version?.StatementDigest, now, cancel) : null);
    }
}
