using System.Net;
using Azure;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Landfall.Storage;

namespace Landfall.Adapters.Tests.Storage;

/// <summary>Data lands in containers that others make, sometimes later than the document that names them.</summary>
public sealed class MissingContainerTests : HttpMessageHandler
{
    private (HttpStatusCode Status, string Code) answer = (HttpStatusCode.NotFound, "ContainerNotFound");

    [Fact]
    public async Task Where_there_is_no_container_nothing_has_landed() =>
        Assert.Empty(await Store().List("labels", "", default).ToListAsync(TestContext.Current.CancellationToken));

    [Fact]
    public async Task Any_other_failure_is_one()
    {
        answer = (HttpStatusCode.Forbidden, "AuthorizationFailure");
        await Assert.ThrowsAsync<RequestFailedException>(
            async () => await Store().List("labels", "", default).ToListAsync(TestContext.Current.CancellationToken));
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(new HttpResponseMessage(answer.Status) { Headers = { { "x-ms-error-code", answer.Code } } });

    private AzureBlobStore Store() => new(new BlobServiceClient(
        new Uri("http://127.0.0.1:9/account"), new BlobClientOptions { Transport = new HttpClientTransport(this) }));
}
