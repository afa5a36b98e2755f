using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Landfall.Local.Cluster.Api;

/// <summary>Writes JSON answers with the headers of the real server.</summary>
internal static class Answer
{
    public static Task JsonAsync(HttpContext http, int status, JsonNode body, string type = "application/json")
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        if (!http.Response.Headers.ContainsKey("Cache-Control"))
            http.Response.Headers.CacheControl = "no-cache, private";
        return http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body.ToJsonString())).AsTask();
    }

    public static Task TextAsync(HttpContext http, int status, string body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.CacheControl = "no-cache, private";
        return http.Response.WriteAsync(body);
    }

    public static void Warn(HttpContext http, string text) =>
        http.Response.Headers.Append("Warning", $"299 - \"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"");
}
