using System.Globalization;
using Landfall.Contracts.Documents;
using Landfall.Domain.Access;
using Landfall.Domain.Documents;
using Landfall.Functions.Console.Access;
using Landfall.Functions.Console.Runs;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Console.Triggers;

/// <summary>What is asked of past datasets.</summary>
/// <param name="From">First dataset, by its name below the prefix; without one from the beginning.</param>
/// <param name="To">Last dataset, also taken; without one to the end.</param>
/// <param name="Version">Of a mark: the datasets that landed while this version served.</param>
/// <param name="Lift">Of a mark: takes it off.</param>
internal sealed record DatasetsBody(string? Reason, string? By, string? From, string? To, int? Version = null, bool Lift = false);

/// <summary>Datasets of a pipeline: those that were closed, runs of a past range of them, and marks on what may have been influenced.</summary>
public sealed class DatasetsApi(
    IDocumentStore documents, ClosedDatasets datasets, TimeProvider time, ILogger<DatasetsApi> logger, Door door)
{
    private const int LongestName = 500;

    /// <summary>What the trigger's method has checked: who asks, about which pipeline, and for which datasets.</summary>
    private sealed record Asked(ModelPipeline Pipeline, DatasetsBody Body, string By, IReadOnlyList<DatasetRow> Rows, string? Run);

    [Function("ListDatasets")]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "pipelines/{name}/datasets")] HttpRequest request,
        string name, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        if ((await door.Enter(request, null, cancel)).Refusal(AccessAct.View, name) is { } refused)
            return Answers.Refuse(refused);
        if (await Find(name, cancel) is not { } pipeline)
            return NoPipeline(name);
        var version = request.Query["version"].ToString();
        if (version.Length > 0 && !int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return Answers.Refuse(StatusCodes.Status400BadRequest, "unreadable", $"'{version}' is no version.", "Expected a number.");

        var wish = new DatasetWish(
            request.Query["from"].FirstOrDefault(), request.Query["to"].FirstOrDefault(),
            version.Length > 0 ? int.Parse(version, CultureInfo.InvariantCulture) : null, Every: request.Query["every"] == "true");
        return Answers.Of((await datasets.Find(pipeline, wish, client, cancel)).Rows);
    }

    [Function("BackfillPipeline")]
    public async Task<IResult> Backfill(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "pipelines/{name}/backfill")] HttpRequest request,
        string name, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        const string Expected = "Expected: { \"reason\": \"…\", \"by\": \"…\", \"from\": \"2026-01\", \"to\": \"2026-06\" }";
        var (asked, refused) = await Ask(
            request, name, every: false, body => body.Version is not null || body.Lift ? Expected : null, Expected, client, cancel);
        if (asked is null)
            return refused!;

        var id = Bodies.NewId(time);
        await Lanes.Tell(client, name, Signals.Backfill,
            new BackfillRequest(id, asked.Body.From, asked.Body.To, asked.By, asked.Body.Reason!), cancel);
        Log.BackfillAsked(logger, asked.By, asked.Rows.Count, name);
        return Results.Json(new { backfill = id, datasets = asked.Rows }, ContractsJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    /// <summary>Marks datasets as tainted, or takes the mark off.</summary>
    [Function("TaintDatasets")]
    public async Task<IResult> Taint(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "pipelines/{name}/taint")] HttpRequest request,
        string name, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        const string Expected =
            "Expected: { \"reason\": \"…\", \"by\": \"…\", \"version\": 7 }, or \"from\" and \"to\" instead; \"lift\": true takes the mark off.";
        var (asked, refused) = await Ask(
            request, name, every: true, body => body is { Version: null, From: null, To: null } ? "Name a version or a range. " + Expected : null, Expected,
            client, cancel);
        if (asked is null)
            return refused!;

        // One that has its mark, or has none, already stays as it is.
        var chosen = asked.Rows.Where(row => row.Tainted is null != asked.Body.Lift).ToList();
        if (chosen.Count is 0 or > TaintRequest.Most)
        {
            return Answers.Refuse(StatusCodes.Status409Conflict, "nothingToMark",
                chosen.Count == 0
                    ? $"None of these {asked.Rows.Count} datasets {(asked.Body.Lift ? "is" : "can be")} marked{(asked.Body.Lift ? "" : ": all are")}."
                    : $"{chosen.Count} datasets are more than the {TaintRequest.Most} of one request.",
                $"Look first: landfall taint {name} … --dry-run");
        }

        var taint = new TaintRequest(Bodies.NewId(time), [.. chosen.Select(row => row.Digest)], asked.Body.Lift, asked.By, asked.Body.Reason!, asked.Run);
        await Lanes.Tell(client, name, Signals.Taint, taint, cancel);
        Log.TaintAsked(logger, asked.By, chosen.Count, name, asked.Body.Lift);
        return Results.Json(new { taint = taint.Id, datasets = chosen }, ContractsJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    /// <param name="fault">What is wrong with a body that could be read; null when nothing is.</param>
    private async Task<(Asked? Asked, IResult? Refused)> Ask(
        HttpRequest request, string name, bool every, Func<DatasetsBody, string?> fault, string expected, DurableTaskClient client,
        CancellationToken cancel)
    {
        if (await Read(request, cancel) is not { Reason: not null } body)
        {
            return (null, Answers.Refuse(StatusCodes.Status400BadRequest, "noReason",
                $"A reason is needed, of at most {Asking.LongestReason} characters.", expected));
        }

        var visit = await door.Enter(request, body.By, cancel);
        if (visit.Refusal(AccessAct.Operate, name) is { } refused)
            return (null, Answers.Refuse(refused));
        if (fault(body) is { } wrong)
            return (null, Answers.Refuse(StatusCodes.Status400BadRequest, "unreadable", "It does not say which datasets are meant.", wrong));
        if (await Find(name, cancel) is not { } pipeline)
            return (null, NoPipeline(name));

        var (rows, run) = await datasets.Find(pipeline, new(body.From, body.To, body.Version, every), client, cancel);
        return rows.Count > 0
            ? (new(pipeline, body, visit.Name ?? Bodies.Anyone, rows, run), null)
            : (null, Answers.Refuse(StatusCodes.Status409Conflict, "noDatasets",
                $"No dataset of {name} was closed {Range(body)}.", $"List them: landfall backfill {name} --dry-run"));
    }

    private static string Range(DatasetsBody body) => body.Version is { } version
        ? $"while v{version} served"
        : $"from {body.From ?? "the beginning"} to {body.To ?? "the end"}";

    private async Task<ModelPipeline?> Find(string name, CancellationToken cancel)
    {
        var known = name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
        return known && await documents.GetCurrentAsync(DocumentKinds.ModelPipeline, name, cancel) is { } current
            ? await documents.GetAsync(DocumentKinds.ModelPipeline, current.Current.Digest, cancel) as ModelPipeline
            : null;
    }

    private static async Task<DatasetsBody?> Read(HttpRequest request, CancellationToken cancel)
    {
        var body = await Bodies.Read<DatasetsBody>(request, cancel);
        return string.IsNullOrWhiteSpace(body?.Reason) || body.Reason.Length > Asking.LongestReason
            || body.By?.Length > Asking.LongestBy || body.From?.Length > LongestName || body.To?.Length > LongestName
            ? null
            : body;
    }

    private static IResult NoPipeline(string name) => Answers.Refuse(
        StatusCodes.Status404NotFound, "unknownPipeline", $"There is no pipeline '{name}'.", "Apply one: landfall pipeline apply FILE.");
}
