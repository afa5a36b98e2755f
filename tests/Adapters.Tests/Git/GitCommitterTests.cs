using Landfall.Domain.Git;
using Landfall.Git;
using LibGit2Sharp;

namespace Landfall.Adapters.Tests.Git;

public sealed class GitCommitterTests : IDisposable
{
    private const string File = "models/flights-delay.yaml";
    private static readonly CancellationToken Cancel = CancellationToken.None;

    private readonly string folder = Directory.CreateTempSubdirectory("landfall-git-").FullName;
    private readonly string remote;
    private readonly GitCommitter git;

    public GitCommitterTests()
    {
        remote = Path.Combine(folder, "models.git");
        Repository.Init(remote, isBare: true);
        git = new(new(Path.Combine(folder, "work")), TimeProvider.System);
    }

    [Fact]
    public async Task An_empty_remote_gets_its_first_commit()
    {
        var commit = await git.Commit(Main, _ => new("version: 1\n", "Promote flights-delay v1\n\nLandfall-Run: r1\n"), Cancel);

        Assert.NotNull(commit);
        Assert.Equal(["version: 1\n"], History());
        using var repository = new Repository(remote);
        var tip = repository.Branches["main"].Tip;
        Assert.Contains("Landfall-Run: r1", tip.Message, StringComparison.Ordinal);
        Assert.Empty(tip.Parents);
    }

    [Fact]
    public async Task The_next_commit_keeps_what_else_is_in_the_repository()
    {
        await git.Commit(Main with { Path = "README.md" }, _ => new("hello\n", "Say hello"), Cancel);
        await git.Commit(Main, _ => new("version: 1\n", "one"), Cancel);

        using var repository = new Repository(remote);
        Assert.Equal(2, repository.Branches["main"].Commits.Count());
        Assert.NotNull(repository.Branches["main"].Tip.Tree["README.md"]);
    }

    [Fact]
    public async Task Nothing_is_committed_when_the_file_is_right()
    {
        await git.Commit(Main, _ => new("version: 1\n", "one"), Cancel);

        string? seen = null;
        var commit = await git.Commit(Main, now => { seen = now; return null; }, Cancel);

        Assert.Null(commit);
        Assert.Equal("version: 1\n", seen);
        Assert.Single(History());
    }

    [Fact]
    public async Task Whoever_is_slower_decides_again_on_what_the_faster_pushed()
    {
        var seen = new List<string?>();
        var commit = await git.Commit(
            Main,
            now =>
            {
                seen.Add(now);
                if (seen.Count == 1)
                    git.Commit(Main, _ => new("version: 1\n", "the faster"), Cancel).GetAwaiter().GetResult();
                return new("version: 2\n", "the slower");
            },
            Cancel);

        Assert.NotNull(commit);
        Assert.Equal([null, "version: 1\n"], seen);
        Assert.Equal(["version: 2\n", "version: 1\n"], History());
    }

    [Fact]
    public async Task A_branch_of_its_own_leaves_main_alone()
    {
        await git.Commit(Main, _ => new("version: 1\n", "one"), Cancel);
        await git.Commit(Main with { Onto = "landfall/r2" }, _ => new("version: 2\n", "two"), Cancel);

        Assert.Equal(["version: 1\n"], History());
        using var repository = new Repository(remote);
        Assert.Equal(2, repository.Branches["landfall/r2"].Commits.Count());
    }

    [Fact]
    public async Task Nothing_is_left_behind()
    {
        await git.Commit(Main, _ => new("version: 1\n", "one"), Cancel);

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(folder, "work")));
    }

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            System.IO.File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(folder, recursive: true);
    }

    private GitFile Main => new(remote, "main", File);

    private List<string> History()
    {
        using var repository = new Repository(remote);
        return [.. repository.Branches["main"].Commits.Select(c => ((Blob)c[File].Target).GetContentText())];
    }
}
