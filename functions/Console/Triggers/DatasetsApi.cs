using System.Text.Json;
using Landfall.Contracts.Documents;
using Landfall.Domain.Access;
using Landfall.Domain.Documents;
using Landfall.Domain.Landing;
using Landfall.Domain.Storage;
using Landfall.Functions.Console.Access;
using Landfall.Functions.Console.Runs;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Console.Triggers;

/// <summary>What a range of past datasets is asked for with.</summary>
/// <param name="From">First dataset, by its name below the prefix; without one from the beginning.</param>
/// <param name="To">Last dataset, also taken; without one to the end.</param>
internal sealed record BackfillBody(string? Reason, string? By, string? From, string? To);

/// <summary>A closed dataset for people.</summary>
internal sealed record DatasetRow(string Name, string Digest, int Files, long Bytes, DateTimeOffset ClosedAt);

/// <summary>Datasets of a pipeline: those that were closed, and runs of a past range of them.</summary>
public sealed class DatasetsApi(
    IBlobStore blobs, IDocumentStore documents, TimeProvider time, ILogger<DatasetsApi> logger, Door door)
{
    private const int LongestName = 500;

    [Function("ListDatasets")]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "pipelines/{name}/datasets")] HttpRequest request,
        string name, CancellationToken cancel) =>
        (await door.Enter(request, null, cancel)).Refusal(AccessAct.View, name) is { } refused ? Answers.Refuse(refused)
        : await Find(name, cancel) is { } pipeline
            ? Answers.Of(await Rows(pipeline, request.Query["from"].FirstOrDefault(), request.Query["to"].FirstOrDefault(), cancel))
            : NoPipeline(name);

    [Function("BackfillPipeline")]
    public async Task<IResult> Backfill(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "pipelines/{name}/backfill")] HttpRequest request,
        string name, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        if (await Read(request, cancel) is not { Reason: { } reason } body)
            return Answers.Refuse(StatusCodes.Status400BadRequest, "noReason",
                $"A reason is needed, of at most {Asking.LongestReason} characters.",
                "Expected: { \"reason\": \"…\", \"by\": \"…\", \"from\": \"2026-01\", \"to\": \"2026-06\" }");
        var visit = await door.Enter(request, body.By, cancel);
        if (visit.Refusal(AccessAct.Operate, name) is { } refused)
            return Answers.Refuse(refused);
        if (await Find(name, cancel) is not { } pipeline)
            return NoPipeline(name);

        var chosen = await Rows(pipeline, body.From, body.To, cancel);
        if (chosen.Count == 0)
            return Answers.Refuse(StatusCodes.Status409Conflict, "noDatasets",
                $"No dataset of {name} was closed from {body.From ?? "the beginning"} to {body.To ?? "the end"}.",
                $"List them: landfall backfill {name} --dry-run");

        var by = visit.Name ?? "someone with the function key";
        var id = $"{time.GetUtcNow():yyyyMMddTHHmmss}-{Guid.NewGuid().ToString("n")[..8]}";
        await Lanes.Tell(client, name, Signals.Backfill, new BackfillRequest(id, body.From, body.To, by, reason), cancel);
        Log.BackfillAsked(logger, by, chosen.Count, name);
        return Results.Json(new { backfill = id, datasets = chosen }, ContractsJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private async Task<ModelPipeline?> Find(string name, CancellationToken cancel)
    {
        var known = name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
        return known && await documents.GetCurrentAsync(DocumentKinds.ModelPipeline, name, cancel) is { } current
            ? await documents.GetAsync(DocumentKinds.ModelPipeline, current.Current.Digest, cancel) as ModelPipeline
            : null;
    }

    private async Task<IReadOnlyList<DatasetRow>> Rows(
        ModelPipeline pipeline, string? from, string? to, CancellationToken cancel)
    {
        var closed = new List<DatasetManifest>();
        await foreach (var blob in blobs.List(Containers.Ledger, Paths.DatasetsPrefix(pipeline.Metadata.Name), cancel))
            closed.Add(await blobs.NeedJson<DatasetManifest>(new(Containers.Ledger, blob.Name), cancel));
        var prefix = pipeline.Spec.Data.Prefix;
        return
        [
            .. BackfillRange.Of(closed, prefix, from, to).Select(dataset => new DatasetRow(
                BackfillRange.Short(dataset.Name, prefix), dataset.Digest, dataset.Landings.Count,
                dataset.Landings.Sum(landing => landing.Size), dataset.ClosedAt)),
        ];
    }

    private static async Task<BackfillBody?> Read(HttpRequest request, CancellationToken cancel)
    {
        try
        {
            var body = await JsonSerializer.DeserializeAsync<BackfillBody>(request.Body, ContractsJson.Options, cancel);
            return string.IsNullOrWhiteSpace(body?.Reason) || body.Reason.Length > Asking.LongestReason
                || body.By?.Length > Asking.LongestBy || body.From?.Length > LongestName || body.To?.Length > LongestName
                ? null
                : body;
        }
        catch (JsonException)
        {
            // The caller is told what is expected; what was sent is nobody's business.
            return null;
        }
    }

    private static IResult NoPipeline(string name) => Answers.Refuse(
        StatusCodes.Status404NotFound, "unknownPipeline", $"There is no pipeline '{name}'.", "Apply one: landfall pipeline apply FILE.");
}
