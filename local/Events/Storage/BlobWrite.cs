using Microsoft.AspNetCore.Http;

namespace Landfall.Local.Events;

/// <summary>A request that creates, replaces or deletes a blob, as far as its event needs to know it.</summary>
/// <param name="Api">Event Grid's name of the operation: PutBlob, PutBlockList, CopyBlob, DeleteBlob.</param>
/// <param name="Path">The path as it was sent, escaped, without the query.</param>
/// <param name="ContentLength">Known beforehand for PutBlob only.</param>
internal sealed record BlobWrite(
    string Api, string Container, string Blob, string Path, string BlobType, string? ContentType, long? ContentLength,
    string? ClientRequestId)
{
    public const string Delete = "DeleteBlob";

    /// <summary>The key under which the newest known etag of the blob is stored.</summary>
    public string Key => $"{Container}/{Blob}";

    /// <returns>Null for every other request: these pass without a trace.</returns>
    public static BlobWrite? Of(HttpRequest request, string rawTarget)
    {
        var path = rawTarget.Split('?', 2)[0];
        // "/account/container/blob/with/slashes"
        var parts = path.TrimStart('/').Split('/', 3);
        if (parts.Length < 3 || parts[2].Length == 0 || ApiOf(request) is not { } api)
            return null;

        var headers = request.Headers;
        var type = headers["x-ms-blob-type"].ToString();
        return new BlobWrite(
            api,
            Uri.UnescapeDataString(parts[1]),
            Uri.UnescapeDataString(parts[2]),
            path,
            type.Length > 0 ? type : "BlockBlob",
            api == "PutBlob" ? Text(headers["x-ms-blob-content-type"]) ?? Text(headers.ContentType) : null,
            api == "PutBlob" && Text(headers["x-ms-copy-source"]) is null ? LengthOf(request) : null,
            Text(headers["x-ms-client-request-id"]));
    }

    private static string? ApiOf(HttpRequest request)
    {
        if (request.Query.ContainsKey("restype"))
            return null;
        var comp = request.Query["comp"].ToString();
        if (HttpMethods.IsDelete(request.Method))
            return comp.Length == 0 && !request.Query.ContainsKey("snapshot") ? Delete : null;
        if (!HttpMethods.IsPut(request.Method))
            return null;
        if (comp == "blocklist")
            return "PutBlockList";
        if (comp.Length > 0)
            return null;
        // Put Blob From URL names a type as Put Blob does; Copy Blob never does.
        var isCopy = request.Headers.ContainsKey("x-ms-copy-source")
            && !request.Headers.ContainsKey("x-ms-blob-type");
        return isCopy ? "CopyBlob" : "PutBlob";
    }

    /// <summary>A page blob is created empty, with the length it announces.</summary>
    private static long? LengthOf(HttpRequest request) =>
        long.TryParse(request.Headers["x-ms-blob-content-length"], out var pages) ? pages : request.ContentLength;

    private static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
