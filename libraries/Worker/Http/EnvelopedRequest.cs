using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace Landfall.Worker;

/// <summary>Rebuilds the caller's request from the envelope, so that a function sees no difference.</summary>
internal static class EnvelopedRequest
{
    public static HttpContext Rebuild(RegisteredFunction function, InvocationEnvelope envelope, HttpContext outer)
    {
        var sent = envelope.Object(function.Trigger.Name!)
            ?? throw new InvalidOperationException($"The host sent no HTTP request for '{function.Name}'.");
        var http = new DefaultHttpContext { RequestServices = outer.RequestServices };
        http.Response.Body = new MemoryStream();
        http.Features.Set<IHttpRequestIdentifierFeature>(
            new HttpRequestIdentifierFeature { TraceIdentifier = outer.TraceIdentifier });

        var url = new Uri(sent.GetProperty("Url").GetString()!);
        http.Request.Method = sent.GetProperty("Method").GetString()!;
        http.Request.Scheme = url.Scheme;
        http.Request.Host = HostString.FromUriComponent(url);
        http.Request.Path = PathString.FromUriComponent(url);
        http.Request.QueryString = QueryString.FromUriComponent(url);
        CopyHeaders(sent, http.Request);
        CopyRoute(sent, http.Request);
        CopyBody(sent, http.Request);
        http.RequestAborted = outer.RequestAborted;
        return http;
    }

    private static void CopyHeaders(JsonElement sent, HttpRequest request)
    {
        foreach (var header in Members(sent, "Headers"))
        {
            request.Headers[header.Name] = header.Value.ValueKind == JsonValueKind.Array
                ? header.Value.EnumerateArray().Select(value => value.GetString()).ToArray()
                : header.Value.ToString();
        }
    }

    private static void CopyRoute(JsonElement sent, HttpRequest request)
    {
        foreach (var parameter in Members(sent, "Params"))
            request.RouteValues[parameter.Name] = parameter.Value.ToString();
    }

    private static void CopyBody(JsonElement sent, HttpRequest request)
    {
        if (!sent.TryGetProperty("Body", out var body) || body.ValueKind == JsonValueKind.Null)
            return;

        var text = body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText();
        var bytes = IsBinary(request.ContentType) ? Convert.FromBase64String(text) : Encoding.UTF8.GetBytes(text);
        request.Body = new MemoryStream(bytes, writable: false);
        request.ContentLength = bytes.Length;
        request.Headers.TransferEncoding = default;
    }

    /// <summary>These two the host sends as base64, all others as text.</summary>
    private static bool IsBinary(string? contentType) =>
        contentType is not null
        && (contentType.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase)
            || contentType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<JsonProperty> Members(JsonElement sent, string name) =>
        sent.TryGetProperty(name, out var members) && members.ValueKind == JsonValueKind.Object
            ? members.EnumerateObject()
            : [];
}
