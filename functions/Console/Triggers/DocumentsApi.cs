using System.Text;
using Landfall.Contracts.Documents;
using Landfall.Domain.Access;
using Landfall.Domain.Documents;
using Landfall.Functions.Console.Access;
using Landfall.Functions.Console.Documents;
using Landfall.Functions.Console.Runs;

namespace Landfall.Functions.Console.Triggers;

/// <summary>Documents: apply one, read the current one.</summary>
public sealed class DocumentsApi(DocumentIntake intake, IDocumentStore documents, ConsoleOptions options, Door door)
{
    [Function("PutDocument")]
    public async Task<IResult> Put(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "documents/{kind}/{name}")] HttpRequest request,
        string kind, string name, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        var claimed = request.Query["by"].FirstOrDefault();
        var visit = await door.Enter(request, claimed is { Length: <= Asking.LongestBy } ? claimed : null, cancel);
        // Who may do what, and what may go out at all, is the platform's; the rest is the business of who runs the pipeline.
        var isOwn = kind is DocumentKinds.ModelPipeline or DocumentKinds.DataContract;
        if (visit.Refusal(isOwn ? AccessAct.Operate : AccessAct.Administer, isOwn ? name : null) is { } refused)
            return Answers.Refuse(refused);
        if (await Text(request, cancel) is not { } text)
            return Answers.Refuse(StatusCodes.Status413PayloadTooLarge, "tooLarge",
                $"The document has more than {options.LargestDocument:N0} bytes.", "Split it, or leave out what is generated.");

        var taken = await intake.Apply(kind, name, text, request.Query["environment"].FirstOrDefault(), visit.Name ?? "api", cancel);
        if (taken.Applied is { } applied)
        {
            if (await documents.GetAsync(kind, applied.Digest, cancel) is ModelPipeline { Spec: var spec })
                await Begin(spec, name, client, cancel);
            return Answers.Of(applied);
        }

        var lines = taken.Problems.Select(problem =>
            $"{(problem.Line > 0 ? $"line {problem.Line}: " : "")}{problem.Path}: {problem.Message} Expected: {problem.Expected}");
        return Answers.Refuse(StatusCodes.Status422UnprocessableEntity, "invalidDocument",
            string.Join("\n", lines), taken.Problems[0].Hint, taken.Problems);
    }

    /// <summary>What need not wait until something lands.</summary>
    private static async Task Begin(PipelineSpec spec, string name, DurableTaskClient client, CancellationToken cancel)
    {
        // Nothing has to land for a clock to strike or an image to change: the lane must know it.
        if (spec.Triggers.Any(trigger => trigger is TriggerKind.Schedule or TriggerKind.Image))
            await Lanes.Tell(client, name, Signals.Landed, new LandedNudge(spec.Data.Container, "", null), cancel);
        // A watch without a champion ends at once; the next promotion begins it again.
        if (spec.Watch is not null)
            await Watches.Begin(client, name, cancel);
    }

    [Function("GetDocument")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "documents/{kind}/{name}")] HttpRequest request,
        string kind, string name, CancellationToken cancel)
    {
        var visit = await door.Enter(request, null, cancel);
        if (visit.Refusal(AccessAct.View, kind == DocumentKinds.ModelPipeline ? name : null) is { } refused)
            return Answers.Refuse(refused);

        var known = DocumentKinds.All.Contains(kind) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
        var current = known ? await documents.GetCurrentAsync(kind, name, cancel) : null;
        var document = current is null ? null : await documents.GetAsync(kind, current.Current.Digest, cancel);
        return document is null
            ? Answers.Refuse(StatusCodes.Status404NotFound, "unknownDocument", $"There is no {kind} '{name}'.",
                "Apply one: landfall pipeline apply FILE.")
            : Results.Text(DocumentDigest.CanonicalJson(document), "application/json", Encoding.UTF8);
    }

    private async Task<string?> Text(HttpRequest request, CancellationToken cancel)
    {
        var buffer = new byte[options.LargestDocument + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        return length > options.LargestDocument ? null : Encoding.UTF8.GetString(buffer, 0, length);
    }
}
