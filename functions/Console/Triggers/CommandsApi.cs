using Landfall.Domain.Access;
using Landfall.Domain.Experiments;
using Landfall.Functions.Console.Access;
using Landfall.Functions.Console.Runs;

namespace Landfall.Functions.Console.Triggers;

/// <summary>Why something is asked for, and by whom.</summary>
/// <param name="LeaveOut">Only with a release: files of the dataset that are not taken.</param>
internal sealed record CommandBody(string? Reason, string? By, IReadOnlyList<string>? LeaveOut = null);

/// <summary>What a person may ask of a run. Each is only passed on: whoever receives it decides, and says so in the record.</summary>
public sealed class CommandsApi(RunDirectory runs, RunCommands commands, Door door)
{
    private sealed record Wish(string? By, string Reason, IReadOnlyList<string>? LeaveOut = null, int? Weight = null);

    [Function("CancelRun")]
    public Task<IResult> Cancel(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs/{id}/cancel")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        Ask(RunAction.Cancel, request, id, client, cancel);

    [Function("ReleaseRun")]
    public Task<IResult> Release(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs/{id}/release")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        Ask(RunAction.Release, request, id, client, cancel);

    [Function("RefuseRun")]
    public Task<IResult> Refuse(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs/{id}/refuse")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        Ask(RunAction.Refuse, request, id, client, cancel);

    [Function("RerunRun")]
    public Task<IResult> Rerun(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs/{id}/rerun")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        Ask(RunAction.Rerun, request, id, client, cancel);

    [Function("ControlRollout")]
    public async Task<IResult> Control(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "rollouts/{run}/control")] HttpRequest request,
        string run, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        if (await Bodies.Read<RolloutCommand>(request, cancel) is not { By.Length: > 0 and <= Asking.LongestBy } command
            || command.Control is RolloutControl.Supersede or RolloutControl.Decided or RolloutControl.NotAsked || command.Reason?.Length > Asking.LongestReason
            || command.Weight is not null != (command.Control == RolloutControl.SetWeight) || command.Weight is < 1 or > 99)
            return Answers.Refuse(StatusCodes.Status400BadRequest, "unreadable", "The body is no rollout command.",
                "Expected: { \"control\": \"Pause|Resume|Abort|Promote|Skip|SetWeight\", \"by\": \"…\", \"reason\": \"…\" }, and with "
                + "SetWeight \"weight\" from 1 to 99.");

        return await Ask(
            Enum.Parse<RunAction>(command.Control.ToString()), request, run,
            new(command.By, command.Reason ?? "", Weight: command.Weight), client, cancel);
    }

    [Function("RollBackModel")]
    public async Task<IResult> RollBack(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "models/{model}/rollback")] HttpRequest request,
        string model, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        if (Bodies.Valid(await Bodies.Read<CommandBody>(request, cancel)) is not { Reason: { } reason, By: var by })
            return Bodies.NoReason();

        var visit = await door.Enter(request, by, cancel);
        if (visit.Refusal(AccessAct.Operate, model) is { } forbidden)
            return Answers.Refuse(forbidden);

        var running = (await runs.All(client, cancel))
            .FirstOrDefault(run => run.Run.Pipeline == model && run.Verdict is null && !Experiment.Is(run.Run));
        if (running is null)
            return Answers.Refuse(StatusCodes.Status409Conflict, "nothingToAbort", $"No rollout of {model} is under way.",
                $"A promoted version is rolled back in the cluster itself: landfall rollback {model}");

        return await Pass(RunAction.Abort, running.Run, new(visit.Name ?? Bodies.Anyone, reason), client, cancel);
    }

    private async Task<IResult> Ask(
        RunAction action, HttpRequest request, string id, DurableTaskClient client, CancellationToken cancel)
    {
        if (Bodies.Valid(await Bodies.Read<CommandBody>(request, cancel)) is not { Reason: { } reason } body)
            return Bodies.NoReason();

        return await Ask(action, request, id, new(body.By, reason, body.LeaveOut), client, cancel);
    }

    private async Task<IResult> Ask(
        RunAction action, HttpRequest request, string id, Wish wish, DurableTaskClient client, CancellationToken cancel)
    {
        var visit = await door.Enter(request, wish.By, cancel);
        if (visit.Refusal(AccessAct.View, null) is { } stranger)
            return Answers.Refuse(stranger);
        if (await runs.Find(id, client, cancel) is not { } run)
            return Answers.NoRun(id);
        return visit.Refusal(RunActs.Of(action), run.Run.Pipeline) is { } forbidden
            ? Answers.Refuse(forbidden)
            : await Pass(action, run.Run, new(visit.Name ?? Bodies.Anyone, wish.Reason, wish.LeaveOut, wish.Weight), client, cancel);
    }

    private async Task<IResult> Pass(
        RunAction action, Run run, Asking asking, DurableTaskClient client, CancellationToken cancel) =>
        await commands.Send(action, run, asking, client, cancel) is { } refused
            ? Answers.Refuse(refused)
            : Answers.Accepted($"Passed on for {run.Id}; its record tells what became of it.");
}
