using Landfall.Contracts;
using Landfall.Domain.Storage;
using Landfall.Worker;

namespace Landfall.Hosting;

/// <summary>A run by its id: one that lives from the hub, one that ended from storage, because a hub forgets.</summary>
public static class KnownRuns
{
    private const int LongestId = 64;

    /// <returns>Null when nobody knows the run.</returns>
    public static async Task<RunStatus?> Find(IBlobStore blobs, DurableTaskClient client, string id, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (!IsId(id))
            return null;
        if (await blobs.ReadJson<RunStatus>(Paths.Status(id), cancel) is { } ended)
            return ended.Value;

        var instance = await client.GetInstanceAsync(Orchestrators.RunInstance(id), getInputsAndOutputs: true, cancel);
        return instance?.Name == Orchestrators.ModelDelivery ? Live(instance) : null;
    }

    /// <returns>What a run's orchestration says of it; null before it has said anything.</returns>
    public static RunStatus? Live(OrchestrationMetadata instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
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

    /// <summary>Ids become blob names: nothing else gets there.</summary>
    private static bool IsId(string id) =>
        id.Length is > 0 and <= LongestId && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
