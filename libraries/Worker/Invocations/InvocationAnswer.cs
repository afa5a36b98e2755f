using System.Buffers;
using System.Text.Json;

namespace Landfall.Worker;

/// <summary>
/// What the host is answered. Always JSON and never empty: an empty answer leaves the invocation open for good.
/// </summary>
internal static class InvocationAnswer
{
    /// <param name="returnValue">JSON text, or null.</param>
    public static Task Write(HttpResponse response, string? returnValue) =>
        Write(response, json =>
        {
            json.WriteStartObject("Outputs");
            json.WriteEndObject();
            json.WritePropertyName("ReturnValue");
            json.WriteRawValue(returnValue ?? "null");
        });

    public static async Task Write(HttpResponse response, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        await using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteStartArray("Logs");
            json.WriteEndArray();
            json.WriteEndObject();
        }

        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = buffer.WrittenCount;
        await response.Body.WriteAsync(buffer.WrittenMemory);
    }

    /// <summary>A 200 that is no JSON: the only way a failure's own text gets through the host.</summary>
    public static Task WriteFailure(HttpResponse response, TaskFailureDetails failure)
    {
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync(FailureEnvelope.ToText(failure));
    }
}
