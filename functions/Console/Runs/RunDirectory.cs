using System.Collections.Concurrent;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Console.Runs;

/// <summary>
/// Every run there is: those that live, from the hub; those that ended, from storage, because a hub forgets. What is written at an
/// end is read once: it does not change, and there are ever more of them.
/// </summary>
public sealed class RunDirectory(IBlobStore blobs)
{
    private const int AtOnce = 16;
    private const int MostKept = 20_000;

    private static readonly OrchestrationRuntimeStatus[] NotCompleted =
    [
        OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended,
        OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated,
    ];

    private readonly ConcurrentDictionary<string, Ended> kept = new(StringComparer.Ordinal);

    private sealed record Ended(string ETag, RunStatus Status);

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<RunStatus>> All(DurableTaskClient client, CancellationToken cancel)
    {
        var runs = new Dictionary<string, RunStatus>(StringComparer.Ordinal);
        // One that completed has written its end.
        var living = new OrchestrationQuery(Statuses: NotCompleted, FetchInputsAndOutputs: true);
        await foreach (var instance in client.GetAllInstancesAsync(living).WithCancellation(cancel))
        {
            if (instance.Name == Orchestrators.ModelDelivery && KnownRuns.Live(instance) is { } status)
                runs[instance.InstanceId] = status;
        }

        foreach (var ended in await AllEnded(cancel))
            runs[ended.Run.Id] = ended;

        return [.. runs.Values.OrderByDescending(run => run.StartedAt).ThenBy(run => run.Run.Id, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<RunStatus>> AllEnded(CancellationToken cancel)
    {
        var found = new List<BlobFound>();
        await foreach (var blob in blobs.List(Containers.Runs, "", cancel))
        {
            if (blob.Name.EndsWith("/status.json", StringComparison.Ordinal))
                found.Add(blob);
        }

        if (kept.Count > MostKept)
            kept.Clear();
        var all = new RunStatus?[found.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, found.Count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
            async (i, stop) => all[i] = await Read(found[i], stop));
        return [.. all.OfType<RunStatus>()];
    }

    /// <returns>Null when it is gone since it was listed.</returns>
    private async ValueTask<RunStatus?> Read(BlobFound blob, CancellationToken cancel)
    {
        if (kept.TryGetValue(blob.Name, out var known) && known.ETag == blob.ETag)
            return known.Status;
        if (await blobs.ReadJson<RunStatus>(new(Containers.Runs, blob.Name), cancel) is not { } read)
            return null;
        kept[blob.Name] = new(blob.ETag, read.Value);     // one written since it was listed is read again next time
        return read.Value;
    }

    /// <returns>Null when nobody knows the run.</returns>
    public Task<RunStatus?> Find(string id, DurableTaskClient client, CancellationToken cancel) =>
        KnownRuns.Find(blobs, client, id, cancel);

    /// <summary>What the rollout of a run shows of itself, or showed last; null when there is none or the hub has forgotten it.</summary>
    public async Task<RolloutSummary?> Rollout(string id, DurableTaskClient client, CancellationToken cancel)
    {
        var instance = await client.GetInstanceAsync(Orchestrators.RolloutId(id), getInputsAndOutputs: true, cancel);
        return instance is { SerializedCustomStatus: not null } ? instance.ReadCustomStatusAs<RolloutSummary>() : null;
    }
}
