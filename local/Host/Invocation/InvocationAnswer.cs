using System.Text.Json;
using System.Text.Json.Nodes;

namespace Landfall.Local.Host.Invocation;

/// <summary>What a handler answered to an invocation that succeeded.</summary>
internal sealed record InvocationAnswer(JsonObject Outputs, JsonNode? ReturnValue)
{
    public JsonNode? Output(string binding) => binding == "$return"
        ? ReturnValue
        : Outputs.FirstOrDefault(o => o.Key.Equals(binding, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Reads the envelope; its keys are found without regard to case. Null when it is not one.</summary>
    public static (InvocationAnswer Answer, IReadOnlyList<string> Logs)? Read(byte[] body)
    {
        try
        {
            if (JsonNode.Parse(body) is not JsonObject envelope) return null;
            var outputs = Value(envelope, "Outputs") as JsonObject;
            var logs = (Value(envelope, "Logs") as JsonArray ?? []).Select(l => l?.ToString() ?? "").ToList();
            return (new InvocationAnswer(outputs ?? [], Value(envelope, "ReturnValue")), logs);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonNode? Value(JsonObject envelope, string key) =>
        envelope.FirstOrDefault(p => p.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value;
}
