using Landfall.Domain.Storage;

namespace Landfall.Functions.Console.Runs;

/// <summary>Every run there is: those that live, from the hub; those that ended, from storage, because a hub forgets.</summary>
public sealed class RunDirectory(IBlobStore blobs)
{
    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<RunStatus>> All(DurableTaskClient client, CancellationToken cancel)
    {
        var runs = new Dictionary<string, RunStatus>(StringComparer.Ordinal);
        await foreach (var instance in client.GetAllInstancesAsync(new(FetchInputsAndOutputs: true)).WithCancellation(cancel))
        {
            if (instance.Name == Orchestrators.ModelDelivery && Live(instance) is { } status)
                runs[instance.InstanceId] = status;
        }

        await foreach (var blob in blobs.List(Containers.Runs, "", cancel))
        {
            if (blob.Name.EndsWith("/status.json", StringComparison.Ordinal)
                && await blobs.ReadJson<RunStatus>(new(Containers.Runs, blob.Name), cancel) is { } ended)
                runs[ended.Value.Run.Id] = ended.Value;
        }

        return [.. runs.Values.OrderByDescending(run => run.StartedAt).ThenBy(run => run.Run.Id, StringComparer.Ordinal)];
    }

    /// <returns>Null when nobody knows the run.</returns>
    public async Task<RunStatus?> Find(string id, DurableTaskClient client, CancellationToken cancel)
    {
        if (!IsId(id))
            return null;
        if (await blobs.ReadJson<RunStatus>(Paths.Status(id), cancel) is { } ended)
            return ended.Value;

        var instance = await client.GetInstanceAsync(Orchestrators.RunInstance(id), getInputsAndOutputs: true, cancel);
        return instance?.Name == Orchestrators.ModelDelivery ? Live(instance) : null;
    }

    /// <summary>What the rollout of a run shows of itself, or showed last; null when there is none or the hub has forgotten it.</summary>
    public async Task<RolloutSummary?> Rollout(string id, DurableTaskClient client, CancellationToken cancel)
    {
        var instance = await client.GetInstanceAsync(Orchestrators.RolloutId(id), getInputsAndOutputs: true, cancel);
        return instance is { SerializedCustomStatus: not null } ? instance.ReadCustomStatusAs<RolloutSummary>() : null;
    }

    /// <summary>Ids become blob names: nothing else gets there.</summary>
    private static bool IsId(string id) =>
        id.Length is > 0 and <= 64 && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static RunStatus? Live(OrchestrationMetadata instance)
    {
        var status = instance.SerializedCustomStatus is null ? null : instance.ReadCustomStatusAs<RunStatus>();
        if (status is null && instance.SerializedInput is not null && instance.ReadInputAs<Run>() is { } run)
            status = new(run, [], instance.CreatedAt);

        // Ended without a verdict: the orchestration itself broke, and could not say so.
        return status is { Verdict: null } && instance.RuntimeStatus
            is OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated
            ? status with
            {
                Verdict = Verdict.Failed,
                Reason = instance.FailureDetails?.ErrorMessage ?? "the orchestration was terminated",
                FinishedAt = instance.LastUpdatedAt,
            }
            : status;
    }
}
