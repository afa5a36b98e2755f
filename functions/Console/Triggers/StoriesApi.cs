using System.Globalization;
using Landfall.Domain.Access;
using Landfall.Functions.Console.Access;
using Landfall.Functions.Console.Runs;

namespace Landfall.Functions.Console.Triggers;

/// <summary>Answers from the records: why, what served when, and a record as a file.</summary>
public sealed class StoriesApi(RunStories stories, RunDirectory runs, Door door)
{
    [Function("ExplainRun")]
    public async Task<IResult> Explain(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs/{id}/explanation")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        await door.Sight(request, id, runs, client, cancel) is { } refused ? Answers.Refuse(refused)
        : await stories.OfRun(id, client, cancel) is { } told ? Answers.Of(told) : Answers.NoRun(id);

    [Function("ExplainModel")]
    public async Task<IResult> ExplainModel(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "models/{model}/explanation")] HttpRequest request,
        string model, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        (await door.Enter(request, null, cancel)).Refusal(AccessAct.View, model) is { } refused ? Answers.Refuse(refused)
        : await stories.OfModel(model, client, cancel) is { } told
            ? Answers.Of(told)
            : Answers.Refuse(StatusCodes.Status404NotFound, "noChampion", $"No version of '{model}' was ever promoted.",
                "Explain one of its runs: landfall run list, then landfall explain RUN");

    /// <summary>All stretches of time; with <c>at</c> the one that held then, with <c>version</c> those in which it answered.</summary>
    [Function("ServedModel")]
    public async Task<IResult> Served(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "models/{model}/served")] HttpRequest request,
        string model, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        if ((await door.Enter(request, null, cancel)).Refusal(AccessAct.View, model) is { } refused)
            return Answers.Refuse(refused);

        var (at, version) = (request.Query["at"].ToString(), request.Query["version"].ToString());
        if (at.Length > 0 && Moment(at) is null)
            return Answers.Refuse(StatusCodes.Status400BadRequest, "unreadable", $"'{at}' is no moment.",
                "Expected one such as 2030-03-01T12:00:00Z.");
        if (version.Length > 0 && !int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return Answers.Refuse(StatusCodes.Status400BadRequest, "unreadable", $"'{version}' is no version.", "Expected a number.");

        var history = await stories.Served(model, client, cancel);
        if (Moment(at) is { } time)
            history = history with { Spans = history.At(time) is { } then ? [then] : [] };
        else if (version.Length > 0)
            history = history with { Spans = history.Of(int.Parse(version, CultureInfo.InvariantCulture)) };
        return Answers.Of(history);
    }

    [Function("ExportRunRecord")]
    public async Task<IResult> Export(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs/{id}/record/export")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        await door.Sight(request, id, runs, client, cancel) is { } refused
            ? Answers.Refuse(refused) : Answers.Of(await stories.Export(id, cancel));

    private static DateTimeOffset? Moment(string text) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
}
