namespace Landfall.Local.Events;

/// <summary>What HEAD says of a blob that is there.</summary>
internal sealed record BlobFacts(string ETag, long? ContentLength, string? ContentType, string BlobType);

/// <summary>Asks Azurite itself, past the proxy, what is there.</summary>
internal sealed class BlobLookup(HttpMessageInvoker http, int port, TimeProvider time)
{
    /// <returns>Null when there is no such blob.</returns>
    /// <exception cref="HttpRequestException">Azurite does not answer, or answers neither 200 nor 404.</exception>
    public async Task<BlobFacts?> HeadAsync(BlobWrite write, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, AzuriteUri.Of(port, write.Path));
        AzuriteAccount.SignHead(request, time.GetUtcNow());
        using var response = await http.SendAsync(request, cancel);
        if (response.StatusCode == System.Net.HttpStatusCode.NotFound)
            return null;
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException(
                $"HEAD {write.Path} was answered with {(int)response.StatusCode} {response.ReasonPhrase}.");
        }

        var content = response.Content.Headers;
        return new BlobFacts(
            response.Headers.ETag!.ToString(), content.ContentLength, content.ContentType?.ToString(),
            response.Headers.TryGetValues("x-ms-blob-type", out var types) ? types.First() : "BlockBlob");
    }
}
