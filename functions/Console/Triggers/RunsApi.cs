using Landfall.Domain.Access;
using Landfall.Domain.Records;
using Landfall.Functions.Console.Access;
using Landfall.Functions.Console.Runs;

namespace Landfall.Functions.Console.Triggers;

/// <summary>Runs: what they are, and how they came to be that.</summary>
public sealed class RunsApi(RunDirectory runs, RecordReader records, Door door)
{
    [Function("ListRuns")]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs")] HttpRequest request,
        [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        var visit = await door.Enter(request, null, cancel);
        return visit.Refusal(AccessAct.View, null) is { } refused
            ? Answers.Refuse(refused)
            : Answers.Of((await runs.All(client, cancel)).Where(run => visit.May(AccessAct.View, run.Run.Pipeline)).ToList());
    }

    [Function("GetRun")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs/{id}")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        await door.Sight(request, id, runs, client, cancel) is { } refused ? Answers.Refuse(refused)
        : await runs.Find(id, client, cancel) is { } run ? Answers.Of(run) : Answers.NoRun(id);

    /// <summary>What its rollout shows of itself; 204 when it has none, or it is over and forgotten.</summary>
    [Function("GetRunRollout")]
    public async Task<IResult> Rollout(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs/{id}/rollout")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        await door.Sight(request, id, runs, client, cancel) is { } refused ? Answers.Refuse(refused)
            : await runs.Rollout(id, client, cancel) is { } rollout ? Answers.Of(rollout) : Results.NoContent();

    [Function("GetRunRecord")]
    public async Task<IResult> Record(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs/{id}/record")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        await door.Sight(request, id, runs, client, cancel) is { } refused
            ? Answers.Refuse(refused) : Answers.Of(await records.Read(id, cancel));
}
