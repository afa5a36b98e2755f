using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Landfall.Local.Host.Invocation;

/// <summary>
/// The body of an invocation, encoded like the recorded host does: objects as they are, everything else as a JSON
/// string that holds JSON.
/// </summary>
internal sealed class InvocationBody(string function, DateTimeOffset now)
{
    private static readonly JsonSerializerOptions Relaxed =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public JsonObject Data { get; } = [];

    public JsonObject Metadata { get; } = [];

    /// <summary>A string value: JSON inside a JSON string.</summary>
    public static JsonNode Text(string value) => JsonValue.Create(JsonSerializer.Serialize(value, Relaxed));

    public static string Compact(JsonNode? node) => node?.ToJsonString(Relaxed) ?? "null";

    /// <summary>
    /// Adds the properties of a JSON payload under their own names, as the real host's binding data does.
    /// </summary>
    public void AddProperties(JsonObject payload)
    {
        foreach (var (key, value) in payload)
        {
            if (value is null || key.EndsWith("trigger", StringComparison.OrdinalIgnoreCase)) continue;
            Metadata.TryAdd(key, Text(value.GetValueKind() == JsonValueKind.String
                ? value.GetValue<string>() : Compact(value)));
        }
    }

    public byte[] ToBytes()
    {
        Metadata["sys"] = new JsonObject
        {
            ["MethodName"] = function,
            ["UtcNow"] = JsonValue.Create(now.UtcDateTime),
            ["RandGuid"] = Guid.NewGuid().ToString()
        };
        var whole = new JsonObject { ["Data"] = Data, ["Metadata"] = Metadata };
        return JsonSerializer.SerializeToUtf8Bytes(whole, Relaxed);
    }
}
