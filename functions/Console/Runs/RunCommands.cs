using Landfall.Domain.Experiments;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Console.Runs;

/// <summary>What a person may ask of a run. The first four concern the run, the others its rollout.</summary>
public enum RunAction { Cancel, Release, Refuse, Rerun, Pause, Resume, Abort, Promote, Skip, SetWeight }

/// <summary>Who asks, and why.</summary>
/// <param name="LeaveOut">With a release: the files of the dataset that are not taken.</param>
/// <param name="Weight">Percent; only where a weight is to be set.</param>
public sealed record Asking(string By, string Reason, IReadOnlyList<string>? LeaveOut = null, int? Weight = null)
{
    public const int LongestBy = 200;
    public const int LongestReason = 2000;
    public const int MostFiles = 10_000;
}

/// <summary>Passes on what a person asks. Whoever receives it decides, and says so in the record.</summary>
public sealed class RunCommands(ReleaseDesk desk, SteeringDesk steering, ILogger<RunCommands> logger)
{
    /// <returns>Null when it was passed on, else why not.</returns>
    public async Task<RunRefusal?> Send(
        RunAction action, Run run, Asking asking, DurableTaskClient client, CancellationToken cancel)
    {
        if (Experiment.Is(run) && action != RunAction.Cancel)
            return new(StatusCodes.Status409Conflict, "experiment", $"{run.Id} is an experiment; it can only be cancelled.",
                $"Ask for another one: landfall run {run.Pipeline} --experiment");

        if (await steering.Refusal(action, run, client, cancel) is { } held)
            return held;

        IReadOnlyList<string>? leaveOut = null;
        if (action is RunAction.Release or RunAction.Refuse)
        {
            if (await desk.Refusal(run, asking, cancel) is { } forbidden)
                return forbidden;
            (leaveOut, var unclear) = await desk.Landings(run, asking.LeaveOut, cancel);
            if (unclear is not null)
                return unclear;
        }

        try
        {
            await (action switch
            {
                RunAction.Cancel => client.RaiseEventAsync(
                    run.Id, Signals.Cancel, new PersonCommand(asking.By, asking.Reason), cancel),
                RunAction.Release => client.RaiseEventAsync(
                    run.Id, Signals.Release, new QuarantineRelease(run.Dataset.Digest, asking.By, asking.Reason, leaveOut), cancel),
                RunAction.Refuse => client.RaiseEventAsync(
                    run.Id, Signals.Refuse, new QuarantineRefusal(run.Dataset.Digest, asking.By, asking.Reason), cancel),
                RunAction.Rerun => Lanes.Tell(
                    client, run.Pipeline, Signals.Rerun, new RerunRequest(run.Id, asking.By, asking.Reason), cancel),
                _ => client.RaiseEventAsync(
                    Orchestrators.RolloutId(run.Id), Signals.Control,
                    new RolloutCommand(Enum.Parse<RolloutControl>(action.ToString()), asking.By, asking.Reason, asking.Weight), cancel),
            });
            Log.Asked(logger, asking.By, action.ToString(), run.Id);
            return null;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            Log.Refused(logger, run.Id, action.ToString(), gone.Message);
            return new(
                StatusCodes.Status409Conflict, "notRunning", $"{run.Id} cannot take this now: {gone.Message}",
                $"Look at the run: landfall run show {run.Id}");
        }
    }
}
