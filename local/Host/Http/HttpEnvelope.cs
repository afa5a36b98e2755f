using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Landfall.Local.Host.Apps;
using Landfall.Local.Host.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Landfall.Local.Host.Http;

/// <summary>An HTTP request as the envelope shows it, and the answer of an http output binding.</summary>
internal static class HttpEnvelope
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static async Task<InvocationBody> Body(
        FunctionDefinition function, HttpRequest request, DateTimeOffset now, CancellationToken cancel)
    {
        var body = new InvocationBody(function.Name, now);
        var query = Object(request.Query.Select(q => (q.Key, (JsonNode?)q.Value.ToString())));
        var route = Object(request.RouteValues.Select(r => (r.Key, (JsonNode?)r.Value?.ToString())));
        var data = new JsonObject
        {
            ["Url"] = request.GetEncodedUrl(),
            ["Method"] = request.Method,
            ["Query"] = query,
            ["Headers"] = Object(request.Headers.Select(h =>
                (h.Key, (JsonNode?)new JsonArray([.. h.Value.Select(v => JsonValue.Create(v))])))),
            ["Params"] = route,
            ["Identities"] = new JsonArray(Anonymous())
        };
        var payload = await ReadBody(request, cancel);
        if (payload is not null) data["Body"] = payload;
        body.Data[function.Trigger.Name] = data;

        if (IsJson(request) && payload is not null && Parsed(payload) is JsonObject sent) body.AddProperties(sent);
        body.AddProperties(query);
        body.AddProperties(route);
        body.Metadata["Query"] = query.DeepClone();
        body.Metadata["Headers"] = Object(request.Headers.Select(h => (h.Key, (JsonNode?)h.Value.ToString())));
        return body;
    }

    public static async Task Write(HttpResponse response, JsonNode? output, CancellationToken cancel)
    {
        var answer = output as JsonObject ?? [];
        response.StatusCode = Status(answer);
        foreach (var (name, value) in Value(answer, "headers") as JsonObject ?? [])
            response.Headers[name] = value?.ToString();
        var content = Value(answer, "body");
        if (content is JsonObject or JsonArray)
        {
            response.ContentType ??= "application/json; charset=utf-8";
            await response.WriteAsync(content.ToJsonString(Indented), cancel);
            return;
        }
        response.ContentType = WithCharset(response.ContentType ?? "text/plain");
        if (output is null) await response.WriteAsync("{}", cancel);
        else if (content is not null) await response.WriteAsync(content.ToString(), cancel);
    }

    private static string WithCharset(string type) =>
        type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            && !type.Contains("charset") ? $"{type}; charset=utf-8" : type;

    private static int Status(JsonObject answer) =>
        int.TryParse((Value(answer, "statusCode") ?? Value(answer, "status"))?.ToString(), out var status)
            ? status : StatusCodes.Status200OK;

    private static JsonNode? Value(JsonObject answer, string key) =>
        answer.FirstOrDefault(p => p.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value;

    private static async Task<string?> ReadBody(HttpRequest request, CancellationToken cancel)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancel);
        if (buffer.Length == 0) return null;
        var binary = request.ContentType is { } type
            && (type.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase)
                || type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase));
        return binary ? Convert.ToBase64String(buffer.ToArray()) : Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static bool IsJson(HttpRequest request) =>
        request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true;

    private static JsonNode? Parsed(string payload)
    {
        try
        {
            return JsonNode.Parse(payload);
        }
        catch (JsonException)
        {
            // The body goes to the function as text in any case; only its properties are not known then.
            return null;
        }
    }

    private static JsonObject Object(IEnumerable<(string Key, JsonNode? Value)> pairs)
    {
        JsonObject made = [];
        foreach (var (key, value) in pairs) made[key] = value;
        return made;
    }

    private static JsonObject Anonymous() => new()
    {
        ["AuthenticationType"] = null,
        ["IsAuthenticated"] = false,
        ["Actor"] = null,
        ["BootstrapContext"] = null,
        ["Claims"] = new JsonArray(),
        ["Label"] = null,
        ["Name"] = null,
        ["NameClaimType"] = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name",
        ["RoleClaimType"] = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role"
    };
}
