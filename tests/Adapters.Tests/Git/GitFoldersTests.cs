using Landfall.Git;
using LibGit2Sharp;

namespace Landfall.Adapters.Tests.Git;

public sealed class GitFoldersTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("landfall-git-").FullName;
    private readonly Repository remote;
    private readonly GitFolders git;

    public GitFoldersTests()
    {
        remote = new(Repository.Init(Path.Combine(folder, "models.git"), isBare: true));
        git = new(new(Path.Combine(folder, "work")), TimeProvider.System);
    }

    public void Dispose()
    {
        remote.Dispose();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Documents_of_a_folder_and_below_are_read_with_who_changed_each_last()
    {
        var first = Commit("Ana", ("landfall/policy.yaml", "a"), ("landfall/eu/flights.yml", "b"), ("landfall/notes.md", "no"), ("other/x.yaml", "no"));
        var second = Commit("Ben", ("landfall/policy.yaml", "c"));
        var tip = Commit("Cem", ("other/x.yaml", "still no"));

        var found = (await Read())!;

        Assert.Equal((tip, true), (found.Tip, found.Continues));
        Assert.Equal(
            [("landfall/eu/flights.yml", "b", first, "Ana <Ana@example.com>"), ("landfall/policy.yaml", "c", second, "Ben <Ben@example.com>")],
            found.Files.Select(file => (file.Path, file.Content, file.Commit, file.By)));
    }

    [Fact]
    public async Task A_tip_that_was_seen_is_not_read_again_and_a_rewritten_branch_is_known()
    {
        Commit("Ana", ("landfall/policy.yaml", "a"));
        var seen = Commit("Ana", ("landfall/policy.yaml", "b"));
        Assert.Null(await Read(seen));

        remote.Refs.UpdateTarget("refs/heads/main", remote.Lookup<Commit>(seen).Parents.First().Sha);
        Commit("Eve", ("landfall/policy.yaml", "c"));

        Assert.False((await Read(seen))!.Continues);
    }

    [Fact]
    public async Task A_branch_or_folder_that_is_not_there_holds_nothing_and_a_link_is_not_followed()
    {
        Assert.Null(await Read());
        Commit("Ana", ("README.md", "hello"));
        Assert.Empty((await Read())!.Files);

        var tip = remote.Branches["main"].Tip;
        var link = remote.ObjectDatabase.CreateBlob(new MemoryStream("../../secret.yaml"u8.ToArray()));
        Push(TreeDefinition.From(tip.Tree).Add("landfall/link.yaml", link, Mode.SymbolicLink), "Eve");
        Assert.Empty((await Read())!.Files);
    }

    [Fact]
    public async Task More_than_is_read_is_said_and_nothing_of_it_taken()
    {
        Commit("Ana", [.. Enumerable.Range(0, Domain.Git.IGitFolders.MostFiles + 1).Select(number => ($"landfall/{number}.yaml", "a"))]);
        Assert.Contains("more than 300 documents", (await Assert.ThrowsAsync<IOException>(() => Read())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_remote_that_is_not_there_is_a_failure_that_may_pass() =>
        await Assert.ThrowsAsync<IOException>(() => git.Folder(Path.Combine(folder, "none.git"), "main", "landfall", null, default));

    private Task<Domain.Git.GitDocuments?> Read(string? since = null) => git.Folder(remote.Info.Path, "main", "landfall/", since, default);

    private string Commit(string by, params (string Path, string Content)[] files)
    {
        var parent = remote.Branches["main"]?.Tip;
        var tree = parent is null ? new TreeDefinition() : TreeDefinition.From(parent.Tree);
        foreach (var (path, content) in files)
            tree.Add(path, remote.ObjectDatabase.CreateBlob(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content))), Mode.NonExecutableFile);
        return Push(tree, by);
    }

    private string Push(TreeDefinition tree, string by)
    {
        var parent = remote.Branches["main"]?.Tip;
        var author = new Signature(by, $"{by}@example.com", DateTimeOffset.UnixEpoch);
        var commit = remote.ObjectDatabase.CreateCommit(
            author, author, "By hand", remote.ObjectDatabase.CreateTree(tree), parent is null ? [] : [parent], prettifyMessage: false);
        remote.Refs.Add("refs/heads/main", commit.Id, allowOverwrite: true);
        return commit.Sha;
    }
}
