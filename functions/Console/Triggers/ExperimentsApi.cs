using Landfall.Contracts.Documents;
using Landfall.Domain.Access;
using Landfall.Domain.Documents;
using Landfall.Functions.Console.Access;
using Landfall.Functions.Console.Experiments;
using Landfall.Functions.Console.Runs;

namespace Landfall.Functions.Console.Triggers;

/// <summary>What somebody wants to try.</summary>
/// <param name="Set">Other values below <c>train</c>: <c>train.env.RATE=0.05</c>, one each.</param>
/// <param name="Dataset">An accepted dataset, by its name below the prefix or its digest; without one the newest.</param>
/// <param name="Request">An id of the caller's: the same again is the same run. Without one each call is a new run.</param>
internal sealed record ExperimentBody(
    IReadOnlyList<string>? Set = null, string? Dataset = null, string? Reason = null, string? By = null, string? Request = null);

/// <summary>Experiments: training with other settings, judged like every candidate, of which nothing comes but a report.</summary>
public sealed class ExperimentsApi(IDocumentStore documents, ExperimentDesk desk, Door door)
{
    private const int LongestReason = 500;
    private const int LongestName = 500;
    private const int LongestRequest = 64;

    [Function("StartExperiment")]
    public async Task<IResult> Start(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "pipelines/{name}/experiments")] HttpRequest request,
        string name, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        if (await Read(request, cancel) is not { } body)
        {
            return Answers.Refuse(StatusCodes.Status400BadRequest, "unreadable", "The body is no experiment.",
                "Expected: { \"set\": [\"train.env.RATE=0.05\"], \"dataset\": \"2026-03\", \"reason\": \"…\", \"by\": \"…\", "
                + "\"request\": \"…\" }; each may be left out. "
                + $"A reason has at most {LongestReason} characters, a request {LongestRequest} letters, digits, '.', '_' or '-'.");
        }

        var visit = await door.Enter(request, body.By, cancel);
        if (visit.Refusal(AccessAct.Operate, name) is { } refused)
            return Answers.Refuse(refused);
        if (await Find(name, cancel) is not { } applied)
            return Answers.Refuse(StatusCodes.Status404NotFound, "unknownPipeline", $"There is no pipeline '{name}'.",
                "Apply one: landfall pipeline apply FILE.");

        var wish = new ExperimentWish(
            visit.Name ?? Bodies.Anyone, string.IsNullOrWhiteSpace(body.Reason) ? null : body.Reason.Trim(),
            body.Set ?? [], body.Dataset, body.Request ?? Guid.NewGuid().ToString("n"));
        return Of(await desk.Start(applied, wish, client, cancel));
    }

    private static IResult Of(ExperimentAnswer answer) => answer switch
    {
        { Refused: { } refused } => Answers.Refuse(refused),
        { Run: { } run } => Results.Json(
            new
            {
                run = run.Id,
                dataset = run.Dataset.Name,
                settings = run.Experiment?.Settings,
                document = run.Documents.Pipeline,
                request = run.Trigger.Occurrence,
                isNew = answer.IsNew,
            },
            ContractsJson.Options, statusCode: answer.IsNew ? StatusCodes.Status202Accepted : StatusCodes.Status200OK),
        _ => Answers.Refuse(StatusCodes.Status422UnprocessableEntity, "invalidSettings",
            string.Join("\n", (answer.Problems ?? []).Select(problem => $"{problem.Message} Expected: {problem.Expected}")),
            (answer.Problems ?? []).FirstOrDefault(problem => problem.Hint.Length > 0)?.Hint, answer.Problems),
    };

    private async Task<AppliedPipeline?> Find(string name, CancellationToken cancel)
    {
        var known = name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
        return known && await documents.GetCurrentAsync(DocumentKinds.ModelPipeline, name, cancel) is { Current.Digest: var digest }
            && await documents.GetAsync(DocumentKinds.ModelPipeline, digest, cancel) is ModelPipeline pipeline
                ? new(pipeline, digest) : null;
    }

    private static async Task<ExperimentBody?> Read(HttpRequest request, CancellationToken cancel)
    {
        var body = await Bodies.Read<ExperimentBody>(request, cancel);
        return body is null || body.Reason?.Length > LongestReason || body.By?.Length > Asking.LongestBy
            || body.Dataset?.Length is 0 or > LongestName || body.Set?.Any(text => text is null) == true
            || (body.Request is { } id && !IsRequest(id)) ? null : body;
    }

    private static bool IsRequest(string id) =>
        id.Length is > 0 and <= LongestRequest && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
