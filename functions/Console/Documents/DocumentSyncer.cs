using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Git;
using Landfall.Domain.Storage;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Console.Documents;

/// <summary>Applies the documents that were found in Git, by the same rules as those that people apply.</summary>
public sealed class DocumentSyncer(
    DocumentIntake intake, DocumentStarts starts, IBlobStore blobs, TimeProvider time, ILogger<DocumentSyncer> logger)
{
    private const int Shown = 3;

    public async Task<SyncedDocuments> Known(CancellationToken cancel) =>
        (await blobs.ReadJson<SyncedDocuments>(Paths.SyncedDocuments, cancel))?.Value ?? SyncedDocuments.None;

    public async Task Sync(DurableTaskClient client, CancellationToken cancel)
    {
        if ((await blobs.ReadJson<FoundDocuments>(Paths.FoundDocuments, cancel))?.Value is not { } found)
            return;

        var stored = await blobs.ReadJson<SyncedDocuments>(Paths.SyncedDocuments, cancel);
        var known = stored?.Value ?? SyncedDocuments.None;
        var taken = new List<SyncedDocument>();
        foreach (var file in DocumentSync.Due(found, known))
        {
            var document = await Take(file, client, cancel);
            // Refused for the same reason as before is no news.
            if (document.Problem is { } problem)
            {
                if (known.Documents.Any(old => old with { At = document.At } == document))
                    continue;
                Log.DocumentRefused(logger, document.Path, CommitId.Short(document.Commit), problem);
            }

            taken.Add(document);
        }

        var next = DocumentSync.After(found, known, taken);
        if (taken.Count > 0 || next.Tip != known.Tip || next.Problem != known.Problem || next.Documents.Count != known.Documents.Count)
            await blobs.ReplaceJson(Paths.SyncedDocuments, next, stored?.ETag, cancel);     // who is faster has taken the same
    }

    private async Task<SyncedDocument> Take(FoundDocument file, DurableTaskClient client, CancellationToken cancel)
    {
        var document = DocumentReader.Read(file.Content);
        var (kind, name) = (document.Document?.Kind, document.Document?.Metadata.Name);
        SyncedDocument Is(string? digest, string? problem) =>
            new(file.Path, DocumentSync.DigestOf(file.Content), file.Commit, file.By, time.GetUtcNow(), kind, name, digest, problem);

        if (kind is null || name is null)
            return Is(null, Sentence(document.Problems));

        var by = $"{file.By} ({CommitId.Short(file.Commit)} in Git)";
        var result = await intake.Apply(kind, name, file.Content, environment: null, by, cancel);
        if (result.Applied is not { } applied)
            return Is(null, Sentence(result.Problems));

        await starts.Begin(kind, name, applied.Digest, client, cancel);
        Log.DocumentTaken(logger, file.Path, CommitId.Short(file.Commit), kind, name);
        return Is(applied.Digest, null);
    }

    private static string Sentence(IReadOnlyList<DocumentProblem> problems)
    {
        var told = problems.Take(Shown).Select(problem =>
            $"{(problem.Line > 0 ? $"line {problem.Line}: " : "")}{problem.Path}: {problem.Message} Expected: {problem.Expected}.");
        return string.Join(" ", told) + (problems.Count > Shown ? $" And {problems.Count - Shown} more." : "");
    }
}
