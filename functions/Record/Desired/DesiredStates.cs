using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Git;
using Landfall.Domain.Overrides;
using Landfall.Domain.Records;
using Landfall.Domain.Signing;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Record.Desired;

/// <summary>Makes Git say what should run. What cannot be written is owed, and written when the remote is back.</summary>
public sealed class DesiredStates(
    PinnedDocuments documents, IGitFiles git, IPullRequests requests, RecordReader records, IBlobStore blobs, ISigner signer, RecordOptions options,
    TimeProvider time)
{
    private const int Attempts = 10;

    public async Task<Committed> Write(DesiredState state, CancellationToken cancel)
    {
        var pipeline = await documents.Pipeline(state.Run, cancel);
        if (pipeline.Spec.Record?.Git is not { } wanted)
            return new(null, "recorded; the pipeline names no file in Git");
        var environment = (await documents.Environment(state.Run, cancel)).Spec.Git;
        if (FileOf(wanted, environment, state.Run.Id) is not { } file)
            return new(null, "no Git remote is set");

        // First that it is owed: whoever dies here, or finds the remote away, leaves that.
        await Change(state.Run.Pipeline, known => known with
        {
            Owed = state,
            Standing = GitStanding.Owed,
            Explanation = $"{Wish(state)} is to be written",
            At = time.GetUtcNow(),
        }, cancel);
        return await Commit(state, file, wanted.Mode == GitMode.PullRequest ? PlaceOf(environment, file) : null, cancel);
    }

    /// <summary>Writes what is owed; what became owed meanwhile stays owed.</summary>
    /// <param name="place">Where a pull request is opened for what is proposed; null for none.</param>
    private async Task<Committed> Commit(DesiredState state, GitFile file, PullRequestPlace? place, CancellationToken cancel)
    {
        var entries = await records.Entries(state.Run.Id, cancel);
        var message = CommitMessage.Of(state, entries.Count == 0 ? null : entries[^1], OverrideFacts.Passed(entries));
        string? content = null;
        var commit = await git.Commit(
            file,
            now =>
            {
                var next = DesiredFile.Wanted(state, now, time.GetUtcNow());
                content = next ?? now;
                return next is null ? null : new(next, message);
            },
            cancel,
            async (change, stop) => CommitSeal.Under(
                change.Message, await signer.Sign(CommitSeal.Message(file.Path, change.Content, change.Message), stop)));

        // Also where nothing was committed: whoever died here before had pushed the branch already.
        var asked = place is null || await SaysSo(file, content!, cancel)
            ? null
            : await requests.Open(new(place, file.Onto!, file.Branch, message.Split('\n')[0], message), cancel);
        await Change(state.Run.Pipeline, known => Written(known, state, file, content!, commit, asked), cancel);
        var proposed = asked is null ? "" : $", proposed in {asked}";
        return commit is null
            ? new(null, $"recorded; {file.Path} in Git already says so{proposed}")
            : new(commit, $"recorded; {file.Path} committed as {CommitId.Short(commit)}{proposed}");
    }

    /// <summary>Whether the watched branch itself holds this content, so that there is nothing to merge.</summary>
    private async Task<bool> SaysSo(GitFile file, string content, CancellationToken cancel) =>
        (await git.Read(file with { Onto = null }, since: null, cancel))?.Content is { } there
        && GitWatch.DigestOf(there) == GitWatch.DigestOf(content);

    /// <exception cref="IOException">Nobody can say where; what is owed stays owed until the document is mended.</exception>
    private static PullRequestPlace PlaceOf(GitSpec? environment, GitFile file) =>
        PullRequestPlace.Of((environment ?? new(file.Remote)) with { Remote = file.Remote })
        // The setting may name a mirror of the repository that the document names.
        ?? (environment is null ? null : PullRequestPlace.Of(environment))
        ?? throw new IOException($"No pull request can be opened for {file.Remote}: expected is {PullRequestPlace.Expected}.");

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
        var onto = wanted.Mode != GitMode.Commit && run is not null ? $"landfall/{run}" : null;
        return remote is null ? null : new(remote, options.GitBranch ?? environment?.Branch ?? "main", wanted.Path, onto);
    }

    private GitState Written(GitState known, DesiredState state, GitFile file, string content, string? commit, Uri? asked)
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
            Explanation = file.Onto is null ? $"it says {Wish(state)}" : $"{Wish(state)} is proposed {(asked is null ? $"on {file.Onto}" : $"in {asked}")}",
            At = time.GetUtcNow(),
        };
    }

    private static string Wish(DesiredState state) => state.Version is { } version ? $"{version}" : "no version";
}
