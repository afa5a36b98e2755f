using Landfall.Domain.Git;
using LibGit2Sharp;
using LibGit2Sharp.Handlers;

namespace Landfall.Git;

/// <summary>
/// Commits single files with libgit2. Each change works in a folder of its own and fetches one branch: nothing is kept
/// that could be stale, and two changes at the same time cannot meet before the remote decides.
/// </summary>
public sealed class GitCommitter(GitOptions options, TimeProvider time) : IGitFiles
{
    private const int Attempts = 5;
    private const string Remote = "origin";
    private const string Base = "refs/landfall/base";
    private const string Next = "refs/landfall/next";

    public Task<string?> Commit(GitFile file, Func<string?, GitChange?> decide, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(decide);
        // libgit2 blocks while it talks to the remote.
        return Task.Run(() => InOwnFolder(file, decide, cancel), cancel);
    }

    private string? InOwnFolder(GitFile file, Func<string?, GitChange?> decide, CancellationToken cancel)
    {
        var folder = Path.Combine(options.WorkFolder, Guid.NewGuid().ToString("n"));
        Directory.CreateDirectory(folder);
        try
        {
            using var repository = new Repository(Repository.Init(folder, isBare: true));
            repository.Network.Remotes.Add(Remote, file.Remote);
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                cancel.ThrowIfCancellationRequested();
                if (Try(repository, file, decide) is { Settled: true } outcome)
                    return outcome.Commit;
            }
        }
        finally
        {
            Remove(folder);
        }

        throw new IOException($"Others pushed to {file.Onto ?? file.Branch} of the Git remote {Attempts} times in a row.");
    }

    private (bool Settled, string? Commit) Try(Repository repository, GitFile file, Func<string?, GitChange?> decide)
    {
        var parent = Fetch(repository, file);
        var now = (parent?.Tree[file.Path]?.Target as Blob)?.GetContentText();
        if (decide(now) is not { } change)
            return (true, null);

        var commit = Make(repository, file.Path, change, parent);
        repository.Refs.Add(Next, commit.Id, allowOverwrite: true);
        return (Push(repository, file), commit.Sha);
    }

    private Commit? Fetch(Repository repository, GitFile file)
    {
        var wanted = file.Onto ?? file.Branch;
        var heads = repository.Network.ListReferences(repository.Network.Remotes[Remote], Credentials)
            .Select(reference => reference.CanonicalName).ToHashSet();
        // A branch of its own that exists was pushed by an earlier attempt of the same change.
        var from = heads.Contains($"refs/heads/{wanted}") ? wanted : file.Branch;
        if (!heads.Contains($"refs/heads/{from}"))
            return null;

        LibGit2Sharp.Commands.Fetch(
            repository, Remote, [$"+refs/heads/{from}:{Base}"], new FetchOptions { CredentialsProvider = Credentials },
            null);
        return repository.Lookup<Commit>(repository.Refs[Base].TargetIdentifier);
    }

    private Commit Make(Repository repository, string path, GitChange change, Commit? parent)
    {
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(change.Content));
        var blob = repository.ObjectDatabase.CreateBlob(content);
        var tree = (parent is null ? new TreeDefinition() : TreeDefinition.From(parent.Tree))
            .Add(path, blob, Mode.NonExecutableFile);
        var author = new Signature(options.AuthorName, options.AuthorEmail, time.GetUtcNow());
        return repository.ObjectDatabase.CreateCommit(
            author, author, change.Message, repository.ObjectDatabase.CreateTree(tree), parent is null ? [] : [parent],
            prettifyMessage: false);
    }

    /// <returns>False when someone else was faster.</returns>
    private bool Push(Repository repository, GitFile file)
    {
        string? refused = null;
        var push = new PushOptions
        {
            CredentialsProvider = Credentials,
            OnPushStatusError = error => refused = error.Message,
        };
        try
        {
            repository.Network.Push(repository.Network.Remotes[Remote], $"{Next}:refs/heads/{file.Onto ?? file.Branch}", push);
        }
        catch (NonFastForwardException)
        {
            return false;
        }

        if (refused is null)
            return true;
        if (refused.Contains("non-fast", StringComparison.OrdinalIgnoreCase)
            || refused.Contains("fetch first", StringComparison.OrdinalIgnoreCase))
            return false;
        throw new IOException($"The Git remote refuses {file.Path} on {file.Onto ?? file.Branch}: {refused}");
    }

    private CredentialsHandler Credentials => (_, _, _) => options.Token is { Length: > 0 } token
        ? new UsernamePasswordCredentials { Username = "x-access-token", Password = token }
        : new DefaultCredentials();

    /// <summary>Git makes its objects read-only; on Windows such a file cannot be deleted.</summary>
    private static void Remove(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(folder, recursive: true);
    }
}
