using Landfall.Domain.Git;
using LibGit2Sharp;

namespace Landfall.Git;

/// <summary>Reads and commits single files with libgit2, each time in a repository of its own.</summary>
public sealed class GitCommitter(GitOptions options, TimeProvider time) : IGitFiles
{
    private const int Attempts = 5;

    public Task<string?> Commit(
        GitFile file, Func<string?, GitChange?> decide, CancellationToken cancel, Func<GitChange, CancellationToken, Task<string>>? sign = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(decide);
        return Patiently(() => Commit(new WorkRepository(options, file.Remote), file, decide, sign, cancel), file, cancel);
    }

    public Task<GitReading?> Read(GitFile file, string? since, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Patiently(() => Task.FromResult(Read(new WorkRepository(options, file.Remote), file, since)), file, cancel);
    }

    /// <summary>libgit2 blocks while it talks to the remote, and cannot be interrupted: a remote that hangs is left behind.</summary>
    private async Task<T> Patiently<T>(Func<Task<T>> work, GitFile file, CancellationToken cancel)
    {
        try
        {
            return await Task.Run(work, cancel).WaitAsync(options.Patience, time, cancel);
        }
        catch (TimeoutException)
        {
            throw new IOException($"The Git remote did not answer within {options.Patience.TotalSeconds:0.#} s about {file.Path}. Is it up?");
        }
    }

    private async Task<string?> Commit(
        WorkRepository work, GitFile file, Func<string?, GitChange?> decide, Func<GitChange, CancellationToken, Task<string>>? sign,
        CancellationToken cancel)
    {
        using var repository = work;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            cancel.ThrowIfCancellationRequested();
            // A branch of its own that exists was pushed by an earlier attempt of the same change.
            var parent = file.Onto is { } onto ? repository.Fetch(onto, file.Branch) : repository.Fetch(file.Branch);
            var now = ContentOf(parent, file.Path);
            if (decide(now) is not { } change)
                return null;
            if (sign is not null)
                change = change with { Message = await sign(change, cancel) };

            var commit = Make(repository, file.Path, change, parent);
            if (repository.Push(commit, file.Onto ?? file.Branch))
                return commit.Sha;
        }

        throw new IOException($"Others pushed to {file.Onto ?? file.Branch} of the Git remote {Attempts} times in a row.");
    }

    private GitReading? Read(WorkRepository work, GitFile file, string? since)
    {
        using var repository = work;
        if (repository.Fetch(file.Branch) is not { } tip || GitHistory.LastChange(tip, file.Path) is not { } commit)
            return null;

        var (author, committer) = (commit.Author, commit.Committer);
        return new(
            ContentOf(tip, file.Path), commit.Sha, tip.Sha, $"{author.Name} <{author.Email}>", commit.Message,
            IsOurs: committer.Name == options.AuthorName && committer.Email == options.AuthorEmail
                && commit.Message.Contains(CommitMessage.RunTrailer, StringComparison.Ordinal),
            Continues: since is null || repository.IsPartOf(since, tip));
    }

    private static string? ContentOf(Commit? commit, string path) => (commit?.Tree[path]?.Target as Blob)?.GetContentText();

    private Commit Make(WorkRepository repository, string path, GitChange change, Commit? parent)
    {
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(change.Content));
        var blob = repository.Objects.CreateBlob(content);
        var tree = (parent is null ? new TreeDefinition() : TreeDefinition.From(parent.Tree))
            .Add(path, blob, Mode.NonExecutableFile);
        var author = new Signature(options.AuthorName, options.AuthorEmail, time.GetUtcNow());
        return repository.Objects.CreateCommit(
            author, author, change.Message, repository.Objects.CreateTree(tree), parent is null ? [] : [parent],
            prettifyMessage: false);
    }
}
