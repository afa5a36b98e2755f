using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Git;
using Landfall.Domain.Records;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Record.Desired;

/// <summary>Makes Git say what should run. What cannot be written is owed, and written when the remote is back.</summary>
public sealed class DesiredStates(
    PinnedDocuments documents, IGitFiles git, RecordReader records, IBlobStore blobs, RecordOptions options, TimeProvider time)
{
    private const int Attempts = 10;

    public async Task<Committed> Write(DesiredState state, CancellationToken cancel)
    {
        var pipeline = await documents.Pipeline(state.Run, cancel);
        if (pipeline.Spec.Record?.Git is not { } wanted)
            return new(null, "recorded; the pipeline names no file in Git");
        if (FileOf(wanted, (await documents.Environment(state.Run, cancel)).Spec.Git, state.Run.Id) is not { } file)
            return new(null, "no Git remote is set");

        // First that it is owed: whoever dies here, or finds the remote away, leaves that.
        await Change(state.Run.Pipeline, known => known with
        {
            Owed = state,
            Standing = GitStanding.Owed,
            Explanation = $"{Wish(state)} is to be written",
            At = time.GetUtcNow(),
        }, cancel);
        return await Commit(state, file, cancel);
    }

    /// <summary>Writes what is owed; what became owed meanwhile stays owed.</summary>
    private async Task<Committed> Commit(DesiredState state, GitFile file, CancellationToken cancel)
    {
        var entries = await records.Entries(state.Run.Id, cancel);
        var message = CommitMessage.Of(state, entries.Count == 0 ? null : entries[^1]);
        string? content = null;
        var commit = await git.Commit(
            file,
            now =>
            {
                var next = DesiredFile.Wanted(state, now, time.GetUtcNow());
                content = next ?? now;
                return next is null ? null : new(next, message);
            },
            cancel);

        await Change(state.Run.Pipeline, known => Written(known, state, file, content!, commit), cancel);
        return commit is null
            ? new(null, $"recorded; {file.Path} in Git already says so")
            : new(commit, $"recorded; {file.Path} committed as {commit[..12]}");
    }

    public async Task<GitState> Known(string pipeline, CancellationToken cancel) =>
        (await blobs.ReadJson<GitState>(Paths.Git(pipeline), cancel))?.Value ?? GitState.Unknown;

    /// <summary>Changes what is known of a pipeline's file, by compare-and-swap.</summary>
    public async Task Change(string pipeline, Func<GitState, GitState> change, CancellationToken cancel)
    {
        var path = Paths.Git(pipeline);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var now = await blobs.ReadJson<GitState>(path, cancel);
            if (await blobs.ReplaceJson(path, change(now?.Value ?? GitState.Unknown), now?.ETag, cancel) is not null)
                return;
        }

        throw new IOException($"{path} is being written by others all the time.");
    }

    /// <param name="run">Names the branch of a change that people are to merge; null for the watched branch itself.</param>
    /// <returns>Null where no remote is set.</returns>
    public GitFile? FileOf(GitRecordSpec wanted, GitSpec? environment, string? run)
    {
        var remote = string.IsNullOrWhiteSpace(options.GitRemote) ? environment?.Remote : options.GitRemote;
        // A branch of its own lets people decide by a pull request when it becomes true.
        var onto = wanted.Mode == GitMode.Branch && run is not null ? $"landfall/{run}" : null;
        return remote is null ? null : new(remote, options.GitBranch ?? environment?.Branch ?? "main", wanted.Path, onto);
    }

    private GitState Written(GitState known, DesiredState state, GitFile file, string content, string? commit)
    {
        var isOwed = known.Owed is { } owed && (owed.Run.Id, owed.Verdict) != (state.Run.Id, state.Verdict);
        var digest = GitWatch.DigestOf(content);
        var next = file.Onto is null
            ? known with { Content = digest, Tip = commit ?? known.Tip, Proposed = null }
            : known with { Proposed = digest };
        return next with
        {
            Owed = isOwed ? known.Owed : null,
            Standing = isOwed ? GitStanding.Owed : GitStanding.Agrees,
            Explanation = file.Onto is null ? $"it says {Wish(state)}" : $"{Wish(state)} is proposed on {file.Onto}",
            At = time.GetUtcNow(),
        };
    }

    private static string Wish(DesiredState state) => state.Version is { } version ? $"{version}" : "no version";
}
