namespace Landfall.Functions.Console.Models;

/// <summary>What the watches over champions show of themselves.</summary>
internal static class ModelWatches
{
    /// <returns>Null when no watch runs over the model; then <c>Ended</c> says why, if one ever did.</returns>
    public static async Task<(WatchStatus? Status, string? Ended)> Find(
        DurableTaskClient client, string model, CancellationToken cancel)
    {
        var instance = await client.GetInstanceAsync(Orchestrators.WatchId(model), getInputsAndOutputs: true, cancel);
        if (instance is null)
            return (null, null);
        if (instance.IsCompleted)
            return (null, Why(instance));

        return (
            (instance.SerializedCustomStatus is null ? null : instance.ReadCustomStatusAs<WatchStatus>()) ?? new WatchState(model).Status,
            null);
    }

    private static string Why(OrchestrationMetadata instance) => instance switch
    {
        { FailureDetails: { } failure } => failure.ErrorMessage,
        { SerializedOutput: not null } => instance.ReadOutputAs<string>() ?? "its watch has ended",
        _ => $"its watch is {instance.RuntimeStatus}",
    };
}
