using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Storage;

namespace Landfall.Adapters.Tests.Registry;

/// <summary>By which policy a version is looked at when no run says so.</summary>
public sealed class CurrentPolicyTests
{
    private readonly MemoryBlobStore blobs = new();

    [Fact]
    public async Task The_only_policy_there_is_counts_and_none_is_none()
    {
        Assert.Null(await Read());

        await Apply("standard", "key-1");

        Assert.Equal("key-1", (await Read())!.Trust![0].Keys[0]);
    }

    [Fact]
    public async Task Of_several_nobody_chooses_one()
    {
        await Apply("standard", "key-1");
        await Apply("strict", "key-2");

        Assert.Contains("several policies: standard, strict", (await Assert.ThrowsAsync<TerminalFailure>(Read)).Message);
    }

    [Fact]
    public async Task A_policy_that_was_changed_in_the_storage_does_not_count()
    {
        var digest = await Apply("standard", "key-1");
        var path = new BlobPath(Containers.Documents, $"sha256/{Paths.Hex(digest)}.json");
        var stored = (await blobs.Read(path, default))!;
        var forged = System.Text.Encoding.UTF8.GetString(stored.Content.Span).Replace("key-1", "key-9", StringComparison.Ordinal);
        await blobs.Replace(path, System.Text.Encoding.UTF8.GetBytes(forged), "application/json", stored.ETag, default);

        await Assert.ThrowsAsync<TerminalFailure>(Read);
    }

    private Task<PolicySpec?> Read() => new CurrentPolicy(blobs, new BlobDocumentStore(blobs)).Read(default);

    private async Task<string> Apply(string name, string key)
    {
        var store = new BlobDocumentStore(blobs);
        var digest = await store.PutAsync(
            new DeliveryPolicy("landfall.dev/v1", DocumentKinds.DeliveryPolicy, new(name, "risk"), new(Trust: [new(["*"], [key])])), default);
        await store.SetCurrentAsync(DocumentKinds.DeliveryPolicy, name, new(digest, "ada", DateTimeOffset.UnixEpoch), null, default);
        return digest;
    }
}
