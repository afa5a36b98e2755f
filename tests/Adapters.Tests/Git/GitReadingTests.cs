using System.Net;
using System.Net.Sockets;
using Landfall.Domain.Git;
using Landfall.Git;
using LibGit2Sharp;

namespace Landfall.Adapters.Tests.Git;

/// <summary>What is read of a branch that people write to as well.</summary>
public sealed class GitReadingTests : IDisposable
{
    private const string File = "models/flights-delay.yaml";
    private static readonly CancellationToken Cancel = CancellationToken.None;

    private readonly string folder = Directory.CreateTempSubdirectory("landfall-git-").FullName;
    private readonly Repository remote;
    private readonly GitCommitter git;

    public GitReadingTests()
    {
        remote = new(Repository.Init(Path.Combine(folder, "models.git"), isBare: true));
        git = new(new(Path.Combine(folder, "work")), TimeProvider.System);
    }

    private GitFile Main => new(remote.Info.Path, "main", File);

    [Fact]
    public async Task A_branch_or_a_file_that_is_not_there_reads_as_nothing()
    {
        Assert.Null(await git.Read(Main, null, Cancel));
        Commit("README.md", "hello");
        Assert.Null(await git.Read(Main, null, Cancel));
    }

    [Fact]
    public async Task What_Landfall_wrote_last_is_known_as_its_own_whatever_is_committed_beside_it()
    {
        var commit = await git.Commit(Main, _ => new("version: 1\n", "Promote v1\n\nLandfall-Run: r1\n"), Cancel);
        Commit("README.md", "hello");

        var reading = await git.Read(Main, commit, Cancel);

        Assert.Equal(("version: 1\n", commit, true, true), (reading!.Content, reading.Commit, reading.IsOurs, reading.Continues));
        Assert.NotEqual(reading.Commit, reading.Tip);
    }

    [Fact]
    public async Task A_revert_is_told_with_who_made_it_and_is_not_ours()
    {
        await git.Commit(Main, _ => new("version: 1\n", "Promote v1\n\nLandfall-Run: r1\n"), Cancel);
        var second = await git.Commit(Main, _ => new("version: 2\n", "Promote v2\n\nLandfall-Run: r2\n"), Cancel);
        Revert(second!);

        var reading = await git.Read(Main, second, Cancel);

        Assert.Equal(("version: 1\n", "Ana <ana@example.com>", false, true), (reading!.Content, reading.By, reading.IsOurs, reading.Continues));
        Assert.StartsWith("Revert \"Promote v2\"", reading.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_branch_that_was_force_pushed_does_not_continue_what_was_seen()
    {
        await git.Commit(Main, _ => new("version: 1\n", "Promote v1\n\nLandfall-Run: r1\n"), Cancel);
        var seen = await git.Commit(Main, _ => new("version: 2\n", "Promote v2\n\nLandfall-Run: r2\n"), Cancel);
        remote.Refs.UpdateTarget("refs/heads/main", remote.Lookup<Commit>(seen!).Parents.First().Sha);

        var reading = await git.Read(Main, seen, Cancel);

        Assert.Equal(("version: 1\n", false), (reading!.Content, reading.Continues));
    }

    [Fact]
    public async Task A_file_that_was_removed_says_who_removed_it()
    {
        await git.Commit(Main, _ => new("version: 1\n", "Promote v1\n\nLandfall-Run: r1\n"), Cancel);
        Commit(File, null);

        var reading = await git.Read(Main, null, Cancel);

        Assert.Equal((null, "Ana <ana@example.com>"), (reading!.Content, reading.By));
    }

    [Fact]
    public async Task A_remote_that_hangs_is_given_up_with_a_clear_error()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var options = new GitOptions(Path.Combine(folder, "work")) { Patience = TimeSpan.FromMilliseconds(200) };
        var address = $"git://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/models.git";

        var failure = await Assert.ThrowsAsync<IOException>(
            () => new GitCommitter(options, TimeProvider.System).Read(Main with { Remote = address }, null, Cancel));

        Assert.Contains("did not answer within", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        remote.Dispose();
        try
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
                System.IO.File.SetAttributes(file, FileAttributes.Normal);
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // Work that was left behind at the silent remote may be tidying up its own folder just now.
        }
    }

    /// <summary>A person's commit on main.</summary>
    private void Commit(string path, string? content, string message = "By hand")
    {
        var parent = remote.Branches["main"]?.Tip;
        var tree = parent is null ? new TreeDefinition() : TreeDefinition.From(parent.Tree);
        if (content is null)
            tree.Remove(path);
        else
            tree.Add(path, remote.ObjectDatabase.CreateBlob(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content))), Mode.NonExecutableFile);
        var ana = new Signature("Ana", "ana@example.com", DateTimeOffset.UnixEpoch);
        var commit = remote.ObjectDatabase.CreateCommit(
            ana, ana, message, remote.ObjectDatabase.CreateTree(tree), parent is null ? [] : [parent], prettifyMessage: false);
        remote.Refs.Add("refs/heads/main", commit.Id, allowOverwrite: true);
    }

    /// <summary>What git revert does: the file as it was, under a message that names what is taken back.</summary>
    private void Revert(string sha)
    {
        var commit = remote.Lookup<Commit>(sha);
        var before = ((Blob)commit.Parents.First()[File].Target).GetContentText();
        Commit(File, before, $"Revert \"{commit.MessageShort}\"\n\nThis reverts commit {sha}.\n");
    }
}
