using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Git;
using Landfall.Domain.Storage;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Record.Desired;

/// <summary>
/// Reads the folder of documents that an Environment names and keeps what it found. It applies nothing: the Console does, which has no
/// access to Git. A branch that was rewritten is not followed until a commit stands on top of what was seen.
/// </summary>
public sealed class DocumentWatcher(
    CurrentEnvironments environments, IGitFolders git, IBlobStore blobs, RecordOptions options, TimeProvider time,
    ILogger<DocumentWatcher> logger)
{
    public async Task Look(CancellationToken cancel)
    {
        var stored = await blobs.ReadJson<FoundDocuments>(Paths.FoundDocuments, cancel);
        var known = stored?.Value ?? FoundDocuments.None;
        if (await Place(cancel) is not var (remote, branch, folder))
        {
            // Nobody wants it any more; whoever wants it again begins anew.
            if (known != FoundDocuments.None)
                await blobs.ReplaceJson(Paths.FoundDocuments, FoundDocuments.None, stored?.ETag, cancel);
            return;
        }

        if (await Found(known, remote, branch, folder, cancel) is { } found && found != known)
            await blobs.ReplaceJson(Paths.FoundDocuments, found, stored?.ETag, cancel);   // who is faster has read the same
    }

    private async Task<FoundDocuments?> Found(FoundDocuments known, string remote, string branch, string folder, CancellationToken cancel)
    {
        try
        {
            var since = known.Tip.Length == 0 ? null : known.Tip;
            if (await git.Folder(remote, branch, folder, since, cancel) is not { } read)
                return known.Problem is null ? null : known with { Problem = null };
            if (!read.Continues)
            {
                return known with
                {
                    Problem = $"branch {branch} was rewritten: {CommitId.Short(known.Tip)} is no part of it any more. Commit on top of that, "
                        + "or apply the Environment anew without spec.git.documents and then with it.",
                };
            }

            Log.DocumentsSeen(logger, read.Files.Count, CommitId.Short(read.Tip));
            return new(read.Tip, time.GetUtcNow(), [.. read.Files.Select(file => new FoundDocument(file.Path, file.Content, file.Commit, file.By))]);
        }
        catch (IOException failure)
        {
            Log.NotLooked(logger, failure, "the documents");
            return known with { Problem = failure.Message };
        }
    }

    private async Task<(string Remote, string Branch, string Folder)?> Place(CancellationToken cancel)
    {
        var specs = (await environments.All(cancel)).Select(environment => environment.Git);
        if (specs.FirstOrDefault(spec => spec?.Documents is not null) is not { Documents: { } folder } git)
            return null;

        var remote = string.IsNullOrWhiteSpace(options.GitRemote) ? git.Remote : options.GitRemote;
        return (remote, options.GitBranch ?? git.Branch, folder);
    }
}
