using Landfall.Domain.Git;
using LibGit2Sharp;

namespace Landfall.Git;

/// <summary>Reads folders with libgit2, each time in a repository of its own.</summary>
public sealed class GitFolders(GitOptions options, TimeProvider time) : IGitFolders
{
    private static readonly string[] Endings = [".yaml", ".yml", ".json"];

    public async Task<GitDocuments?> Folder(string remote, string branch, string folder, string? since, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(folder);
        try
        {
            return await Task.Run(() => Read(remote, branch, folder.Trim('/'), since), cancel).WaitAsync(options.Patience, time, cancel);
        }
        catch (TimeoutException)
        {
            throw new IOException($"The Git remote did not answer within {options.Patience.TotalSeconds:0.#} s about {folder}. Is it up?");
        }
        catch (LibGit2SharpException failure)
        {
            throw new IOException($"The Git remote cannot be read: {failure.Message}", failure);
        }
    }

    private GitDocuments? Read(string remote, string branch, string folder, string? since)
    {
        using var repository = new WorkRepository(options, remote);
        if (repository.Fetch(branch) is not { } tip || tip.Sha == since)
            return null;

        var files = new Dictionary<string, Blob>(StringComparer.Ordinal);
        var tree = folder.Length == 0 ? tip.Tree : tip.Tree[folder]?.Target as Tree;
        if (tree is not null)
            Collect(tree, folder, files);
        if (files.Values.Sum(file => file.Size) > IGitFolders.MostBytes)
            throw new IOException($"The documents in {folder} have more than {IGitFolders.MostBytes >> 20} MiB together. Move what is none.");

        var changes = GitHistory.LastChanges(tip, files.Keys);
        return new(
            tip.Sha, since is null || repository.IsPartOf(since, tip),
            [
                .. files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => new GitDocument(
                    file.Key, file.Value.GetContentText(), changes[file.Key].Sha,
                    $"{changes[file.Key].Author.Name} <{changes[file.Key].Author.Email}>")),
            ]);
    }

    private static void Collect(Tree tree, string path, Dictionary<string, Blob> files)
    {
        foreach (var entry in tree)
        {
            var name = path.Length == 0 ? entry.Name : $"{path}/{entry.Name}";
            if (entry.Target is Tree below)
                Collect(below, name, files);
            else if (entry is { Mode: Mode.NonExecutableFile or Mode.ExecutableFile, Target: Blob file } && Endings.Any(name.EndsWith))
                files.Add(name, file);      // no link: what it points to may lie outside

            if (files.Count > IGitFolders.MostFiles)
                throw new IOException($"There are more than {IGitFolders.MostFiles} documents in the folder of the Git remote. Name a narrower one.");
        }
    }
}
