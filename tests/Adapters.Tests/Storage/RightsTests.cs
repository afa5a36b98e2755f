using Azure;
using Landfall.Domain.Storage;
using Landfall.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Adapters.Tests.Storage;

/// <summary>An app on the emulator, at an address where nobody listens: what is refused is refused before it is sent.</summary>
public sealed class RightsTests
{
    private const string Emulator =
        "AccountName=devstoreaccount1;AccountKey=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=;BlobEndpoint=http://127.0.0.1:9/devstoreaccount1;";

    private static readonly ContainerRights Rights = ContainerRights.Parse("documents:r ledger:w");

    private readonly Azure.Storage.Blobs.BlobServiceClient account = StorageAccess.Open(Emulator, rights: Rights);

    [Fact]
    public async Task A_container_that_is_not_open_is_not_read()
    {
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => new AzureBlobStore(account).Read(new(Containers.Runs, "a"), default));

        Assert.Equal((403, "AuthorizationPermissionMismatch"), (refusal.Status, refusal.ErrorCode));
        Assert.Contains("may not read from the container landfall-runs. It has: documents:r ledger:w", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_that_may_be_read_is_not_written()
    {
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(
            () => new AzureBlobStore(account).Create(new(Containers.Documents, "a"), "x"u8.ToArray(), "text/plain", default));

        Assert.Contains("may not write to the container landfall-documents", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_grants_nothing_that_its_maker_has_not()
    {
        var files = new AzureBlobFiles(account, new FakeTimeProvider(), Rights);

        await files.Link(Containers.Documents, ContainerAccess.Read, TimeSpan.FromHours(1), default);
        await Assert.ThrowsAsync<RequestFailedException>(
            () => files.Link(Containers.Documents, ContainerAccess.CreateAndWrite, TimeSpan.FromHours(1), default));
    }
}
