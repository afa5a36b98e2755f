using Landfall.Contracts;
using LibGit2Sharp;
using LibGit2Sharp.Handlers;

namespace Landfall.Git;

/// <summary>
/// A repository of its own for one piece of work: nothing is kept that could be stale, and two at the same time cannot
/// meet before the remote decides.
/// </summary>
internal sealed class WorkRepository : IDisposable
{
    private const string Remote = "origin";
    private const string Base = "refs/landfall/base";
    private const string Next = "refs/landfall/next";

    private readonly string folder;
    private readonly GitOptions options;
    private readonly Repository repository;

    public WorkRepository(GitOptions options, string remote)
    {
        this.options = options;
        folder = Path.Combine(options.WorkFolder, Guid.NewGuid().ToString("n"));
        Directory.CreateDirectory(folder);
        repository = new Repository(Repository.Init(folder, isBare: true));
        repository.Network.Remotes.Add(Remote, remote);
    }

    public ObjectDatabase Objects => repository.ObjectDatabase;

    /// <summary>The tip of the first of these branches that the remote has; null when it has none of them.</summary>
    public Commit? Fetch(params string[] branches)
    {
        var heads = repository.Network.ListReferences(repository.Network.Remotes[Remote], Credentials)
            .Select(reference => reference.CanonicalName).ToHashSet();
        if (branches.FirstOrDefault(branch => heads.Contains($"refs/heads/{branch}")) is not { } from)
            return null;

        LibGit2Sharp.Commands.Fetch(
            repository, Remote, [$"+refs/heads/{from}:{Base}"], new FetchOptions { CredentialsProvider = Credentials }, null);
        return repository.Lookup<Commit>(repository.Refs[Base].TargetIdentifier);
    }

    /// <returns>False when it is not known here: it is no part of what was fetched.</returns>
    public bool IsPartOf(string commit, Commit tip) =>
        repository.Lookup<Commit>(commit) is { } known
        && repository.ObjectDatabase.FindMergeBase(known, tip)?.Sha == known.Sha;

    /// <returns>False when someone else was faster.</returns>
    /// <exception cref="IOException">The remote refuses the push for good.</exception>
    public bool Push(Commit commit, string branch)
    {
        repository.Refs.Add(Next, commit.Id, allowOverwrite: true);
        string? refused = null;
        var push = new PushOptions
        {
            CredentialsProvider = Credentials,
            OnPushStatusError = error => refused = error.Message,
        };
        try
        {
            repository.Network.Push(repository.Network.Remotes[Remote], $"{Next}:refs/heads/{branch}", push);
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
        throw new IOException($"The Git remote refuses a push to {branch}: {refused}");
    }

    public void Dispose()
    {
        repository.Dispose();
        // Git makes its objects read-only; on Windows such a file cannot be deleted.
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The token never goes in the clear.</summary>
    private CredentialsHandler Credentials => (url, _, _) =>
        options.Token is { Length: > 0 } token && Uri.TryCreate(url, UriKind.Absolute, out var address) && SecureAddress.Is(address)
        ? new UsernamePasswordCredentials { Username = "x-access-token", Password = token }
        : new DefaultCredentials();
}
