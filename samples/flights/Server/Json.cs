using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Flights.Server;

/// <summary>Answers in JSON.</summary>
internal static class Json
{
    public static Task Write<T>(HttpContext http, int status, T body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, (JsonTypeInfo<T>)WireJson.Default.GetTypeInfo(typeof(T))!);
        http.Response.ContentLength = bytes.Length;
        return http.Response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }

    public static Task Refuse(HttpContext http, int status, string message) => Write(http, status, new ErrorResponse(message));
}
