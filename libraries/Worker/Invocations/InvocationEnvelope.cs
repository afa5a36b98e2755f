using System.Text;
using System.Text.Json;

namespace Landfall.Worker;

/// <summary>
/// What the host posts for an invocation. It sends text as JSON inside a JSON string, so text is parsed twice; objects
/// and the content of blobs come once.
/// </summary>
internal sealed class InvocationEnvelope
{
    private readonly Dictionary<string, JsonElement> _data;
    private readonly Dictionary<string, JsonElement> _metadata;

    private InvocationEnvelope(Dictionary<string, JsonElement> data, Dictionary<string, JsonElement> metadata)
    {
        _data = data;
        _metadata = metadata;
    }

    /// <summary>Everything the trigger told besides its payload, as text.</summary>
    public IReadOnlyDictionary<string, string?> Metadata =>
        _metadata.ToDictionary(m => m.Key, m => Decode(m.Value), StringComparer.OrdinalIgnoreCase);

    public static async Task<InvocationEnvelope> Read(Stream body, CancellationToken cancellationToken)
    {
        using var json = await JsonDocument.ParseAsync(body, default, cancellationToken);
        return Parse(json.RootElement.Clone());
    }

    public static InvocationEnvelope Parse(JsonElement root) => new(Members(root, "Data"), Members(root, "Metadata"));

    /// <summary>The text of a value; null when it is null or absent.</summary>
    public string? Text(string name) => _data.TryGetValue(name, out var value) ? Decode(value) : null;

    public JsonElement? Object(string name) =>
        _data.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    /// <summary>Binary content comes as base64, parsed once; text, parsed twice, is taken as UTF-8.</summary>
    public byte[] Bytes(string name)
    {
        if (!_data.TryGetValue(name, out var value) || value.ValueKind != JsonValueKind.String)
            return Encoding.UTF8.GetBytes(Text(name) ?? "");

        return value.TryGetBytesFromBase64(out var bytes) ? bytes : Encoding.UTF8.GetBytes(Decode(value) ?? "");
    }

    internal static string? Decode(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => DecodeAgain(value.GetString()!),
        _ => value.GetRawText(),
    };

    private static string? DecodeAgain(string text)
    {
        try
        {
            using var inner = JsonDocument.Parse(text);
            return inner.RootElement.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => inner.RootElement.GetString(),
                _ => text,
            };
        }
        catch (JsonException)
        {
            return text;   // encoded once only, as dates are
        }
    }

    private static Dictionary<string, JsonElement> Members(JsonElement root, string name)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        if (!root.TryGetProperty(name, out var parent) || parent.ValueKind != JsonValueKind.Object)
            return members;

        foreach (var member in parent.EnumerateObject())
            members[member.Name] = member.Value;

        return members;
    }
}
