using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Git;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Functions.Record;
using Landfall.Functions.Record.Desired;
using Landfall.Functions.Tests.Console;
using Landfall.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Functions.Tests.Record;

public sealed class DocumentWatcherTests
{
    private static readonly GitDocument File = new("landfall/policy.yaml", "kind: x", "c1", "ana");

    private readonly MemoryBlobStore blobs = new();
    private readonly Folder git = new();

    [Fact]
    public async Task Without_a_folder_in_the_environment_nothing_is_read()
    {
        await Environment("git: { remote: /models.git }");
        await Watcher().Look(default);

        Assert.Empty(git.Asked);
    }

    [Fact]
    public async Task What_is_found_is_kept_with_who_committed_it_and_asked_for_again_from_there()
    {
        await Environment("git: { remote: /models.git, branch: trunk, documents: landfall }");
        git.Answer = () => new("t1", true, [File]);
        await Watcher().Look(default);
        git.Answer = () => null;
        await Watcher().Look(default);

        Assert.Equal(["/models.git trunk landfall ", "/models.git trunk landfall t1"], git.Asked);
        Assert.Equal(new FoundDocument(File.Path, File.Content, "c1", "ana"), Assert.Single((await Found()).Files));
    }

    [Fact]
    public async Task A_rewritten_branch_and_a_remote_that_is_away_leave_what_was_found_and_say_why_until_all_is_well()
    {
        await Environment("git: { remote: /models.git, documents: landfall }");
        git.Answer = () => new("t1", true, [File]);
        await Watcher().Look(default);

        git.Answer = () => new("t9", false, []);
        await Watcher().Look(default);
        Assert.Contains("branch main was rewritten: t1 is no part of it any more", (await Found()).Problem, StringComparison.Ordinal);
        git.Answer = () => throw new IOException("the remote is away");
        await Watcher().Look(default);
        Assert.Equal("the remote is away", (await Found()).Problem);
        git.Answer = () => null;
        await Watcher().Look(default);

        var found = await Found();
        Assert.Equal(("t1", null, 1), (found.Tip, found.Problem, found.Files.Count));
    }

    [Fact]
    public async Task Taken_out_of_the_environment_it_is_forgotten_and_begins_anew()
    {
        await Environment("git: { remote: /models.git, documents: landfall }");
        git.Answer = () => new("t1", true, [File]);
        await Watcher().Look(default);
        await Environment("git: { remote: /models.git }");
        await Watcher().Look(default);
        Assert.Equal((0, ""), ((await Found()).Files.Count, (await Found()).Tip));

        await Environment("git: { remote: /models.git, documents: landfall }");
        await Watcher().Look(default);

        Assert.Equal("/models.git main landfall ", git.Asked[^1]);
    }

    private Task<FoundDocuments> Found() => blobs.NeedJson<FoundDocuments>(Paths.FoundDocuments, default);

    private async Task Environment(string git)
    {
        var store = new BlobDocumentStore(blobs);
        var document = DocumentReader.Read($"{DocumentIntakeTests.Environment}\n  {git}\n").Document!;
        var now = await store.GetCurrentAsync(document.Kind, "local", default);
        await store.SetCurrentAsync(document.Kind, "local", new(await store.PutAsync(document, default), "ada", default), now?.Etag, default);
    }

    private DocumentWatcher Watcher() => new(
        new CurrentEnvironments(blobs, new BlobDocumentStore(blobs)), git, blobs, new RecordOptions(), new FakeTimeProvider(),
        NullLogger<DocumentWatcher>.Instance);

    private sealed class Folder : IGitFolders
    {
        public List<string> Asked { get; } = [];

        public Func<GitDocuments?> Answer { get; set; } = () => null;

        Task<GitDocuments?> IGitFolders.Folder(string remote, string branch, string folder, string? since, CancellationToken cancel)
        {
            Asked.Add($"{remote} {branch} {folder} {since}");
            return Task.FromResult(Answer());
        }
    }
}
