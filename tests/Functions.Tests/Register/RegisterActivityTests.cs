using System.Text.Json;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Documents;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Functions.Register.Activities;
using Landfall.Registry;
using Landfall.Signing;
using Landfall.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Functions.Tests.Register;

public sealed class RegisterActivityTests : IDisposable
{
    private readonly MemoryBlobStore blobs = new();
    private readonly LocalSigner signer = LocalSigner.Create();
    private readonly BlobModelRegistry registry;

    public RegisterActivityTests() => registry = new(blobs, new MemoryBlobFiles(blobs), signer, TimeProvider.System);

    public void Dispose() => signer.Dispose();

    [Fact]
    public async Task The_same_run_again_finds_the_version_it_made_and_another_run_makes_the_next()
    {
        var first = await Register("flights-000000000001");

        Assert.Equal(("flights", 1, "registry.local/server:1"), (first.Model, first.Number, first.ServerImage));
        Assert.Equal(first, await Register("flights-000000000001"));
        Assert.Equal(2, (await Register("flights-000000000002")).Number);
    }

    [Fact]
    public async Task The_statement_is_signed_and_says_which_run_and_documents_made_it()
    {
        var version = await Register("flights-000000000001");

        var statement = await blobs.Read(new(Containers.Registry, RegistryLayout.Statement("flights", 1)), default);
        var envelope = JsonSerializer.Deserialize(statement!.Content.Span, ProvenanceJson.Default.DsseEnvelope)!;
        var opened = new DsseVerifier(TrustedKeys.FromPem(signer.PublicKeyPem)).Verify(envelope).Statement!;
        Assert.Equal(version.Digest, opened.ModelDigest);
        Assert.Equal("flights-000000000001", opened.Predicate.Run);
        Assert.Equal(["environment", "pipeline", "policy"], opened.Predicate.Documents.Keys.Order());
    }

    [Fact]
    public async Task The_champion_is_nobody_until_an_alias_moves_and_a_move_again_is_a_success()
    {
        var version = await Register("flights-000000000001");
        Assert.Null((await Champion()).Version);

        await Move(version, expected: null);
        await Move(version, expected: null);

        var champion = await Champion();
        Assert.Equal(version, champion.Version);
        Assert.Equal(["environment", "pipeline", "policy"], champion.Documents!.Keys.Order());
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("""{"payload":"bm8ganNvbg==","payloadType":"t","signatures":[]}""")]
    [InlineData(null)]
    public async Task A_champion_whose_statement_was_altered_is_found_so_that_it_can_be_replaced(string? statement)
    {
        var version = await Register("flights-000000000001");
        await Move(version, expected: null);
        var path = new BlobPath(Containers.Registry, RegistryLayout.Statement("flights", 1));
        blobs.Delete(path);
        if (statement is not null)
            await blobs.Create(path, System.Text.Encoding.UTF8.GetBytes(statement), "application/json", default);

        var champion = await Champion();

        Assert.Equal(version, champion.Version);
        Assert.Empty(champion.Documents!);
    }

    [Fact]
    public async Task An_alias_that_is_elsewhere_than_the_run_saw_is_not_moved()
    {
        var (first, second) = (await Register("flights-000000000001"), await Register("flights-000000000002"));
        await Move(first, expected: null);

        await Assert.ThrowsAnyAsync<TerminalFailure>(() => Move(second, expected: null));

        Assert.Equal(first, (await Champion()).Version);
    }

    [Fact]
    public async Task An_experiment_can_never_register_nor_move_an_alias_nor_be_shown()
    {
        const string Id = "flights-exp0123456789ab";
        var version = await Register("flights-000000000001");
        var names = blobs.Names(Containers.Registry).ToList();

        var refused = await Assert.ThrowsAsync<TerminalFailure>(() => Register(Id));
        Assert.StartsWith($"Run {Id} is an experiment and may not be registered", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<TerminalFailure>(() => Register("flights-000000000002", trigger: "experiment"));
        await Assert.ThrowsAsync<TerminalFailure>(() => new MoveAliasActivity(registry, NullLogger<MoveAliasActivity>.Instance)
            .Run(new("champion", version, null, Id, "promoted"), default));
        await Assert.ThrowsAsync<TerminalFailure>(() => new MirrorVersionActivity(
                new PinnedDocuments(new BlobDocumentStore(blobs)), new OneMirror(), NullLogger<MirrorVersionActivity>.Instance)
            .Run(new(Try(Id), version), default));

        Assert.Equal(names, blobs.Names(Containers.Registry));
        Assert.Null((await Champion()).Version);
    }

    [Fact]
    public async Task A_sealed_version_is_never_the_champion_and_sealing_again_is_a_success()
    {
        var version = await Register("flights-000000000001");
        var seal = new SealVersionActivity(registry, NullLogger<SealVersionActivity>.Instance);
        await seal.Run(new(version, "flights-000000000001", "more errors"), default);
        await seal.Run(new(version, "flights-000000000001", "more errors"), default);

        await Assert.ThrowsAnyAsync<TerminalFailure>(() => Move(version, expected: null));

        Assert.Null((await Champion()).Version);
    }

    [Fact]
    public async Task A_version_asked_for_is_held_against_the_registry_and_comes_with_what_its_statement_says()
    {
        var (first, second) = (await Register("flights-000000000001"), await Register("flights-000000000002"));
        await Move(second, expected: null);

        var found = await Find(first);
        Assert.Equal(first, found.Version);
        Assert.Contains("as judged by run flights-000000000001", found.Evidence!.Headline, StringComparison.Ordinal);
        Assert.Equal(first.StatementDigest, found.Evidence.ReportDigest);

        Assert.Contains("is champion already", (await Find(second)).Refusal, StringComparison.Ordinal);
        Assert.Contains("not in the registry", (await Find(first with { Number = 9 })).Refusal, StringComparison.Ordinal);
        Assert.Contains("other files", (await Find(first with { Digest = "sha256:forged" })).Refusal, StringComparison.Ordinal);
        Assert.Contains("other files or another server", (await Find(first with { ServerImage = "evil/server" })).Refusal, StringComparison.Ordinal);
        await new SealVersionActivity(registry, NullLogger<SealVersionActivity>.Instance).Run(new(first, "flights-000000000001", "more errors"), default);
        Assert.Contains("is sealed", (await Find(first)).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_signed_with_a_key_that_does_not_count_for_the_model()
    {
        var other = new string('0', 64);

        var refused = await Assert.ThrowsAsync<TerminalFailure>(() => Register("flights-000000000001", new(["flights"], [other])));

        Assert.Contains($"key {signer.KeyId} may not sign versions of model 'flights'", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"only {other}", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(blobs.Names(Containers.Registry), name => name.Contains("/versions/", StringComparison.Ordinal));
        Assert.Equal(2, (await Register("flights-000000000002", new(["flights"], [other, signer.KeyId]))).Number);
        Assert.Equal(3, (await Register("flights-000000000003", new(["tickets"], [other]))).Number);
    }

    [Fact]
    public async Task A_version_asked_for_again_needs_a_key_that_counts_now()
    {
        var version = await Register("flights-000000000001");

        Assert.Contains("may not sign versions of model 'flights'", (await Find(version, new(["*"], [new('0', 64)]))).Refusal, StringComparison.Ordinal);
        Assert.Equal(version, (await Find(version, new(["*"], [signer.KeyId]))).Version);
    }

    [Fact]
    public async Task A_version_asked_for_again_must_be_what_was_registered_byte_for_byte()
    {
        var version = await Register("flights-000000000001");
        var file = blobs.Names(Containers.Registry).First(name => name.StartsWith(RegistryLayout.File("flights", 1, ""), StringComparison.Ordinal));
        blobs.Delete(new(Containers.Registry, file));
        Assert.Contains("missing file", (await Find(version)).Refusal, StringComparison.Ordinal);

        await blobs.Create(new(Containers.Registry, file), "altered"u8.ToArray(), "application/octet-stream", default);
        var refusal = (await Find(version)).Refusal;
        Assert.Contains("is not what was registered and may not serve: altered file", refusal, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(file), refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_is_shown_where_the_environment_says_and_nowhere_else()
    {
        const string Id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.MachineLearningServices/workspaces/ml";
        var version = await Register("flights-000000000001");
        var mirror = new OneMirror();

        var shown = await Mirror(version, mirror, new(new AzureMachineLearningSpec(Id)));

        Assert.Equal("there", shown.Place);
        Assert.Equal((version, Id), (mirror.Asked!.Version, mirror.Asked.Workspace));
        Assert.Contains("names no registry", (await Assert.ThrowsAsync<TerminalFailure>(() => Mirror(version, mirror, null))).Message, StringComparison.Ordinal);
    }

    private async Task<MirroredVersion> Mirror(ModelVersionRef version, OneMirror mirror, RegistrySpec? registry)
    {
        var store = new BlobDocumentStore(blobs);
        var environment = await store.PutAsync(
            Train.JobDocuments.Environment with { Spec = Train.JobDocuments.Environment.Spec with { Registry = registry } }, default);
        var run = new Run(
            "flights-000000000001", "flights", new("sha256:d", "march", "m.json", 1, 1), new("p", environment, "o"), new("data"), 1, default);
        return await new MirrorVersionActivity(new PinnedDocuments(store), mirror, NullLogger<MirrorVersionActivity>.Instance)
            .Run(new(run, version), default);
    }

    private sealed class OneMirror : Domain.Registry.IVersionMirror
    {
        public Domain.Registry.MirrorDraft? Asked { get; private set; }

        public Task<MirroredVersion> Mirror(Domain.Registry.MirrorDraft draft, CancellationToken cancel)
        {
            Asked = draft;
            return Task.FromResult(new MirroredVersion("there", "id"));
        }
    }

    private async Task<FoundVersion> Find(ModelVersionRef version, TrustSpec? trust = null)
    {
        var store = new BlobDocumentStore(blobs);
        var run = new Run(
            "flights-00000000000f", "flights", new("sha256:d", "march", "m.json", 1, 1), new("p", "e", await Policy(store, trust)),
            new("git", "c0ffee"), 1, default);
        return await new FindVersionActivity(
                new(blobs, TimeProvider.System), registry, blobs, new MemoryBlobFiles(blobs), new PinnedDocuments(store))
            .Run(new(run, new(version, "Ana", "Revert")), default);
    }

    private static Task<string> Policy(BlobDocumentStore store, TrustSpec? trust) => store.PutAsync(
        new DeliveryPolicy(
            "landfall.dev/v1", DocumentKinds.DeliveryPolicy, new("standard", "risk"), new(Trust: trust is null ? null : [trust])), default);

    private Task<Champion> Champion() => new FindChampionActivity(registry, blobs).Run(new("flights"), default);

    private Task Move(ModelVersionRef to, int? expected) => new MoveAliasActivity(registry, NullLogger<MoveAliasActivity>.Instance)
        .Run(new("champion", to, expected, $"flights-{to.Number:D12}", "promoted"), default);

    private static Run Try(string id) => new(
        id, "flights", new("sha256:d", "march", "m.json", 1, 1), new("p", "e", "o"), new("experiment", "try-1"), 1, default);

    private async Task<ModelVersionRef> Register(string id, TrustSpec? trust = null, string trigger = "data")
    {
        var store = new BlobDocumentStore(blobs);
        var pipeline = await store.PutAsync(Train.JobDocuments.Pipeline, default);
        var run = new Run(
            id, "flights", new("sha256:d", "march", "m.json", 1, 1), new(pipeline, "sha256:e", await Policy(store, trust)),
            new(trigger), 1, DateTimeOffset.UnixEpoch);
        var digest = ContentDigest.Of("x"u8);
        var request = new RegisterRequest(
            run, await Push(id), new("t", digest, 10, "h", digest, 5, "l", digest),
            new(EvaluationOutcome.Pass, "good", [new("auc", 0.64, 0.63, 0.65)], [], [], "evaluation.json", digest));
        return await new RegisterVersionActivity(registry, new PinnedDocuments(store), NullLogger<RegisterVersionActivity>.Instance)
            .Run(request, default);
    }

    /// <summary>What the training Job of a run pushed.</summary>
    private async Task<JobOutput> Push(string run)
    {
        var content = System.Text.Encoding.UTF8.GetBytes($"weights of {run}");
        var manifest = new FileManifest([new("model.bin", content.Length, ContentDigest.HexOf(content))]);
        var folder = Paths.OutputPrefix(run, "train", 1);
        await blobs.Create(new(Containers.Outputs, $"{folder}/files/model.bin"), content, "application/octet-stream", default);
        await blobs.Create(
            new(Containers.Outputs, $"{folder}/manifest.json"),
            JsonSerializer.SerializeToUtf8Bytes(manifest, ProvenanceJson.Default.FileManifest), "application/json", default);
        return new($"{folder}/manifest.json", manifest.Digest, 1, content.Length);
    }
}
