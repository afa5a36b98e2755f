using System.Text;
using Landfall.Contracts.Documents;
using Landfall.Domain.Access;
using Landfall.Domain.Documents;
using Landfall.Functions.Console.Access;
using Landfall.Functions.Console.Documents;
using Landfall.Functions.Console.Runs;

namespace Landfall.Functions.Console.Triggers;

/// <summary>Documents: apply one, read the current one.</summary>
public sealed class DocumentsApi(
    DocumentIntake intake, DocumentStarts starts, DocumentSyncer syncer, CurrentEnvironments environments, IDocumentStore documents,
    ConsoleOptions options, Door door)
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
        if (await Kept(kind, name, cancel) is { } kept)
            return kept;
        if (await Text(request, cancel) is not { } text)
            return Answers.Refuse(StatusCodes.Status413PayloadTooLarge, "tooLarge",
                $"The document has more than {options.LargestDocument:N0} bytes.", "Split it, or leave out what is generated.");

        var taken = await intake.Apply(kind, name, text, request.Query["environment"].FirstOrDefault(), visit.Name ?? "api", cancel);
        if (taken.Applied is { } applied)
        {
            await starts.Begin(kind, name, applied.Digest, client, cancel);
            return Answers.Of(applied);
        }

        var lines = taken.Problems.Select(problem =>
            $"{(problem.Line > 0 ? $"line {problem.Line}: " : "")}{problem.Path}: {problem.Message} Expected: {problem.Expected}");
        return Answers.Refuse(StatusCodes.Status422UnprocessableEntity, "invalidDocument",
            string.Join("\n", lines), taken.Problems[0].Hint, taken.Problems);
    }

    /// <summary>What became of the documents in Git.</summary>
    [Function("ListSyncedDocuments")]
    public async Task<IResult> Synced(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "documents")] HttpRequest request, CancellationToken cancel) =>
        (await door.Enter(request, null, cancel)).Refusal(AccessAct.View, null) is { } refused
            ? Answers.Refuse(refused)
            : Answers.Of(await syncer.Known(cancel));

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

    /// <summary>
    /// What Git keeps is changed there, or Git would not say what holds. An Environment can always be applied: it says whether Git is read.
    /// </summary>
    private async Task<IResult?> Kept(string kind, string name, CancellationToken cancel) =>
        kind != DocumentKinds.Environment && await IsSynced(cancel) && (await syncer.Known(cancel)).Keeper(kind, name) is { } keeper
            ? Answers.Refuse(StatusCodes.Status409Conflict, "keptInGit", $"{kind} '{name}' is kept in Git, as {keeper.Path}.",
                "Change it there; it is applied within two minutes of the merge.")
            : null;

    private async Task<bool> IsSynced(CancellationToken cancel) =>
        (await environments.All(cancel)).Any(environment => environment.Git?.Documents is not null);

    private async Task<string?> Text(HttpRequest request, CancellationToken cancel)
    {
        var buffer = new byte[options.LargestDocument + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        return length > options.LargestDocument ? null : Encoding.UTF8.GetString(buffer, 0, length);
    }
}
