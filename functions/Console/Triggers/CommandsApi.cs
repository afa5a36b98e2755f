using System.Text.Json;
using Landfall.Functions.Console.Runs;

namespace Landfall.Functions.Console.Triggers;

/// <summary>Why something is asked for, and by whom.</summary>
internal sealed record CommandBody(string? Reason, string? By);

/// <summary>What a person may ask of a run. Each is only passed on: whoever receives it decides, and says so in the record.</summary>
public sealed class CommandsApi(RunDirectory runs)
{
    private const int LongestReason = 2000;
    private const string Anyone = "someone with the function key";

    [Function("CancelRun")]
    public Task<IResult> Cancel(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs/{id}/cancel")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        Ask(request, id, client, run => client.RaiseEventAsync(
            run.Id, Signals.Cancel, new PersonCommand(run.By, run.Reason), cancel), cancel);

    [Function("ReleaseRun")]
    public Task<IResult> Release(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs/{id}/release")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        Ask(request, id, client, run => client.RaiseEventAsync(
            run.Id, Signals.Release, new QuarantineRelease(run.Status.Run.Dataset.Digest, run.By, run.Reason), cancel), cancel);

    [Function("RerunRun")]
    public Task<IResult> Rerun(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs/{id}/rerun")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        Ask(request, id, client, run => WakeLane(client, run, cancel), cancel);

    [Function("ControlRollout")]
    public async Task<IResult> Control(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "rollouts/{run}/control")] HttpRequest request,
        string run, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        if (await Read<RolloutCommand>(request, cancel) is not { By.Length: > 0 and <= 200 } command
            || command.Control == RolloutControl.Supersede || command.Reason?.Length > LongestReason)
            return Answers.Refuse(StatusCodes.Status400BadRequest, "unreadable", "The body is no rollout command.",
                "Expected: { \"control\": \"Pause|Resume|Abort|Promote\", \"by\": \"…\", \"reason\": \"…\" }");

        return await runs.Find(run, client, cancel) is null
            ? Answers.NoRun(run)
            : await Pass(() => client.RaiseEventAsync(Orchestrators.RolloutId(run), Signals.Control, command, cancel), run);
    }

    [Function("RollBackModel")]
    public async Task<IResult> RollBack(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "models/{model}/rollback")] HttpRequest request,
        string model, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        if (Valid(await Read<CommandBody>(request, cancel)) is not { Reason: { } reason, By: var by })
            return NoReason();

        var running = (await runs.All(client, cancel)).FirstOrDefault(run => run.Run.Pipeline == model && run.Verdict is null);
        if (running is null)
            return Answers.Refuse(StatusCodes.Status409Conflict, "nothingToAbort", $"No rollout of {model} is under way.",
                "A promoted version is replaced by running an older run again: landfall rerun RUN --reason …");

        var command = new RolloutCommand(RolloutControl.Abort, by ?? Anyone, reason);
        return await Pass(
            () => client.RaiseEventAsync(Orchestrators.RolloutId(running.Run.Id), Signals.Control, command, cancel), running.Run.Id);
    }

    private sealed record Asked(string Id, RunStatus Status, string By, string Reason);

    private async Task<IResult> Ask(
        HttpRequest request, string id, DurableTaskClient client, Func<Asked, Task> send, CancellationToken cancel)
    {
        if (Valid(await Read<CommandBody>(request, cancel)) is not { Reason: { } reason, By: var by })
            return NoReason();

        return await runs.Find(id, client, cancel) is { } run
            ? await Pass(() => send(new(id, run, by ?? Anyone, reason)), id)
            : Answers.NoRun(id);
    }

    private static async Task WakeLane(DurableTaskClient client, Asked run, CancellationToken cancel)
    {
        var pipeline = run.Status.Run.Pipeline;
        var lane = Orchestrators.LaneId(pipeline);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                Orchestrators.LandingLane, new LaneState(pipeline), new StartOrchestrationOptions(lane), cancel);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Running already, which is the usual case.
        }

        await client.RaiseEventAsync(lane, Signals.Rerun, new RerunRequest(run.Id, run.By, run.Reason), cancel);
    }

    private static async Task<IResult> Pass(Func<Task> send, string run)
    {
        try
        {
            await send();
            return Answers.Accepted($"Passed on for {run}; its record tells what became of it.");
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return Answers.Refuse(StatusCodes.Status409Conflict, "notRunning", $"{run} cannot take this now: {gone.Message}",
                "Look at the run: landfall run show " + run);
        }
    }

    private static CommandBody? Valid(CommandBody? body) =>
        string.IsNullOrWhiteSpace(body?.Reason) || body.Reason.Length > LongestReason || body.By?.Length > 200 ? null : body;

    private static IResult NoReason() => Answers.Refuse(StatusCodes.Status400BadRequest, "noReason",
        $"A reason is needed, of at most {LongestReason} characters.", "Expected: { \"reason\": \"…\", \"by\": \"…\" }");

    private static async Task<T?> Read<T>(HttpRequest request, CancellationToken cancel)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, ContractsJson.Options, cancel);
        }
        catch (JsonException)
        {
            // The caller is told what is expected; what was sent is nobody's business.
            return null;
        }
    }
}
