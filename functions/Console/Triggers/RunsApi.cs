using Landfall.Domain.Records;
using Landfall.Functions.Console.Runs;

namespace Landfall.Functions.Console.Triggers;

/// <summary>Runs: what they are, and how they came to be that.</summary>
public sealed class RunsApi(RunDirectory runs, RecordReader records)
{
    [Function("ListRuns")]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs")] HttpRequest request,
        [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        Answers.Of(await runs.All(client, cancel));

    [Function("GetRun")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs/{id}")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        await runs.Find(id, client, cancel) is { } run ? Answers.Of(run) : Answers.NoRun(id);

    /// <summary>What its rollout shows of itself; 204 when it has none, or it is over and forgotten.</summary>
    [Function("GetRunRollout")]
    public async Task<IResult> Rollout(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs/{id}/rollout")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        await runs.Find(id, client, cancel) is null ? Answers.NoRun(id)
            : await runs.Rollout(id, client, cancel) is { } rollout ? Answers.Of(rollout) : Results.NoContent();

    [Function("GetRunRecord")]
    public async Task<IResult> Record(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs/{id}/record")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        await runs.Find(id, client, cancel) is null ? Answers.NoRun(id) : Answers.Of(await records.Read(id, cancel));
}
