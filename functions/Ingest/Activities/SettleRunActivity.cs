using Landfall.Domain.Storage;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Ingest.Activities;

/// <summary>
/// Says whether a run lives. The end of one that died without a word, or never began, is written here: as an error,
/// because nobody judged it.
/// </summary>
public sealed class SettleRunActivity(IBlobStore blobs, TimeProvider time, ILogger<SettleRunActivity> logger)
{
    [Function(Steps.SettleRun)]
    public async Task<SettledRun> Run(
        [ActivityTrigger] SettleRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        var run = request.Run;
        if (await Ended(run, cancel) is { } told)
            return told;

        var instance = await client.GetInstanceAsync(Orchestrators.RunInstance(run.Id), getInputsAndOutputs: true, cancel);
        if (instance is { IsCompleted: false })
            return new(null, false, $"it is {instance.RuntimeStatus}");

        var reason = Why(instance, request.Problem);
        var known = instance?.SerializedCustomStatus is null ? null : instance.ReadCustomStatusAs<RunStatus>();
        var status = (known ?? new RunStatus(run, [], run.ClaimedAt)) with
        {
            Steps = [.. (known?.Steps ?? []).Select(step => Closed(step, reason))],
            FinishedAt = time.GetUtcNow(),
            Verdict = Verdict.Failed,
            Reason = reason,
            WaitingFor = null,
            WaitingSince = null,
        };

        // Create-only: a run that wrote its own end meanwhile is right.
        if (!await blobs.CreateJson(Paths.Status(run.Id), status, cancel) && await Ended(run, cancel) is { } meanwhile)
            return meanwhile;

        Log.Settled(logger, run.Id, reason);
        return new(Verdict.Failed, true, reason);
    }

    private async Task<SettledRun?> Ended(Run run, CancellationToken cancel) =>
        (await blobs.ReadJson<RunStatus>(Paths.Status(run.Id), cancel))?.Value is { Verdict: { } verdict } status
            ? new(verdict, false, status.Reason ?? "")
            : null;

    private static string Why(OrchestrationMetadata? instance, string? problem) => instance switch
    {
        null => problem ?? "its orchestration is gone from the hub, and it left no verdict",
        { FailureDetails: { } failure } => $"its orchestration failed without a verdict: {failure.ErrorMessage}",
        _ => $"its orchestration is {instance.RuntimeStatus} without a verdict",
    };

    private StepStatus Closed(StepStatus step, string reason) => step.State switch
    {
        StepState.Running or StepState.Waiting =>
            step with { State = StepState.Failed, FinishedAt = time.GetUtcNow(), Detail = reason },
        StepState.Pending => step with { State = StepState.Skipped },
        _ => step,
    };
}
