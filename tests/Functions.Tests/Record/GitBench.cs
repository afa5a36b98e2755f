using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Git;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Functions.Record;
using Landfall.Functions.Record.Desired;
using Landfall.Git;
using Landfall.Storage;
using LibGit2Sharp;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Functions.Tests.Record;

/// <summary>A pipeline whose file lies in a repository of this machine, which a test may take away and give back.</summary>
internal sealed class GitBench : IDisposable
{
    private const string File = "models/flights-delay.yaml";
    private readonly RecordFixture fixture = new();
    private readonly string folder = Directory.CreateTempSubdirectory("landfall-git-").FullName;
    private readonly RunDocuments documents;

    public GitBench(string mode = "commit")
    {
        Repository.Init(Remote, isBare: true);
        documents = Apply(mode).GetAwaiter().GetResult();
    }

    public FakeDurableTaskClient Hub { get; } = new();

    public MemoryBlobStore Blobs => fixture.Blobs;

    private string Remote => Path.Combine(folder, "models.git");

    /// <summary>A run that promoted this version.</summary>
    public DesiredState Promoted(int number) => new(RunOf(number), RecordFixture.Version(number), "no harm seen", Verdict.Promoted);

    public Task<Committed> Write(DesiredState state) => States.Write(state, default);

    public Task Look() => Watcher.LookAtAll(Hub, default);

    public Task<GitState> Known() => States.Known("flights-delay", default);

    public IEnumerable<RerunRequest> Asked => Hub.Raised.Select(raised => raised.Payload).OfType<RerunRequest>();

    public async Task<IReadOnlyList<RecordEntry>> Record(DesiredState state) => await fixture.Reader.Entries(state.Run.Id, default);

    /// <summary>The remote is away, as behind a network that is down.</summary>
    public void TakeAway() => Directory.Move(Remote, $"{Remote}.away");

    public void GiveBack() => Directory.Move($"{Remote}.away", Remote);

    /// <summary>What `git revert HEAD` does.</summary>
    public string Revert(string by = "Ana")
    {
        using var repository = new Repository(Remote);
        var tip = repository.Branches["main"].Tip;
        var ana = new Signature(by, "ana@example.com", RecordFixture.Now);
        var commit = repository.ObjectDatabase.CreateCommit(
            ana, ana, $"Revert \"{tip.MessageShort}\"\n\nThis reverts commit {tip.Sha}.\n", tip.Parents.First().Tree, [tip], false);
        repository.Refs.UpdateTarget("refs/heads/main", commit.Sha);
        return commit.Sha;
    }

    /// <summary>A commit under the platform's name, with what its own messages say.</summary>
    public void Forge(string content, string message)
    {
        using var repository = new Repository(Remote);
        var tip = repository.Branches["main"].Tip;
        var name = new Signature("Landfall", "landfall@localhost", RecordFixture.Now);
        var blob = repository.ObjectDatabase.CreateBlob(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)));
        var tree = repository.ObjectDatabase.CreateTree(TreeDefinition.From(tip.Tree).Add(File, blob, Mode.NonExecutableFile));
        var commit = repository.ObjectDatabase.CreateCommit(name, name, message, tree, [tip], false);
        repository.Refs.UpdateTarget("refs/heads/main", commit.Sha);
    }

    public string Message()
    {
        using var repository = new Repository(Remote);
        return repository.Branches["main"].Tip.Message;
    }

    /// <summary>The platform forgets what it saw last, as where it died between its push and its note of it.</summary>
    public Task Forget() => Blobs.WriteJson(Paths.Git("flights-delay"), GitState.Unknown with { Content = "sha256:old" }, default);

    /// <summary>What merging the pull request does: the branch had nothing else meanwhile.</summary>
    public void Merge(string from)
    {
        using var repository = new Repository(Remote);
        repository.Refs.Add("refs/heads/main", repository.Branches[from].Tip.Id, allowOverwrite: true);
    }

    /// <summary>The branch as if its newest commit had never been.</summary>
    public void ForcePushBack()
    {
        using var repository = new Repository(Remote);
        repository.Refs.UpdateTarget("refs/heads/main", repository.Branches["main"].Tip.Parents.First().Sha);
    }

    public string Content()
    {
        using var repository = new Repository(Remote);
        return ((Blob)repository.Branches["main"].Tip[File].Target).GetContentText();
    }

    public int Commits()
    {
        using var repository = new Repository(Remote);
        return repository.Branches["main"].Commits.Count();
    }

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            System.IO.File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Pull requests that were asked for, by the branch; each is opened unless the host is away.</summary>
    public List<PullRequest> Proposed { get; } = [];

    public bool HostIsAway { get; set; }

    private DesiredStates States => new(
        new PinnedDocuments(new BlobDocumentStore(Blobs)), new GitCommitter(new(Work), TimeProvider.System), new Requests(this),
        fixture.Reader, Blobs, fixture.Signer, Options, TimeProvider.System);

    private GitWatcher Watcher => new(
        States, new BlobDocumentStore(Blobs), new CurrentEnvironments(Blobs, new BlobDocumentStore(Blobs)), Blobs,
        new GitCommitter(new(Work), TimeProvider.System), new CommitSeals(fixture), fixture.Writer, TimeProvider.System, NullLogger<GitWatcher>.Instance);

    private RecordOptions Options => new() { GitRemote = Remote, WorkFolder = Work };

    private string Work => Path.Combine(folder, "work");

    private Run RunOf(int number) => RecordFixture.Run with { Id = $"flights-delay-00000000000{number}", Documents = documents };

    private async Task<RunDocuments> Apply(string mode)
    {
        var store = new BlobDocumentStore(Blobs);
        var pipeline = DocumentReader.Read($$"""
            apiVersion: landfall.dev/v1
            kind: ModelPipeline
            metadata: { name: flights-delay, owner: team }
            spec:
              data: { container: flights, prefix: monthly/, complete: { marker: _SUCCESS } }
              label: { name: delayed, expr: "delay > 15" }
              train: { image: registry.local/trainer:1 }
              serve: { image: registry.local/server:1, route: flights-delay }
              record: { git: { path: {{File}}, mode: {{mode}} } }
              preset: standard
            """).Document!;
        var environment = (EnvironmentDocument)DocumentReader.Read(
            await System.IO.File.ReadAllTextAsync(SourceTree.At("local/Documents/environment.yaml"))).Document!;
        if (mode == "pullRequest")
            environment = environment with { Spec = environment.Spec with { Git = new("https://github.com/team/models") } };
        var digest = await store.PutAsync(pipeline, default);
        await store.SetCurrentAsync(DocumentKinds.ModelPipeline, "flights-delay", new(digest, "ana", RecordFixture.Now), null, default);
        return new(digest, await store.PutAsync(environment, default), "sha256:po");
    }

    private sealed class Requests(GitBench bench) : IPullRequests
    {
        public Task<Uri> Open(PullRequest wanted, CancellationToken cancel)
        {
            if (bench.HostIsAway)
                throw new IOException("api.github.com cannot be asked for a pull request: away");
            bench.Proposed.Add(wanted);
            return Task.FromResult(new Uri("https://github.com/team/models/pull/7"));
        }
    }
}
