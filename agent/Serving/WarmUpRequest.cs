using System.Buffers;
using System.Text.Json;

namespace Landfall.Agent.Serving;

/// <summary>A request for one row of nothing in particular, made of what a server says of its inputs. Pure.</summary>
internal static class WarmUpRequest
{
    /// <param name="metadata">The answer to <c>GET /v2/models/{name}</c> of the Open Inference Protocol v2.</param>
    /// <returns>Null when it names no inputs, or some that nothing can be made up for.</returns>
    /// <remarks>
    /// A tensor's <c>parameters.example</c> is taken where there is one; otherwise zero, false or an empty text. A server
    /// that refuses such a row has still read it.
    /// </remarks>
    public static byte[]? Of(ReadOnlySpan<byte> metadata)
    {
        try
        {
            var reader = new Utf8JsonReader(metadata);
            using var json = JsonDocument.ParseValue(ref reader);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("inputs", out var inputs)
                && inputs.ValueKind == JsonValueKind.Array && inputs.GetArrayLength() is > 0 and <= 4096
                    ? Write(inputs)
                    : null;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;    // whatever it is, it is no metadata
        }
    }

    private static byte[] Write(JsonElement inputs)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteStartArray("inputs");
            foreach (var input in inputs.EnumerateArray())
                Write(json, input);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return body.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, JsonElement input)
    {
        var datatype = input.GetProperty("datatype").GetString() ?? "";
        var shape = input.GetProperty("shape").EnumerateArray().Select(size => Math.Max(1, size.GetInt64())).ToArray();
        var values = shape.Aggregate(1L, (all, size) => checked(all * size));
        if (values > 1_000_000)
            throw new FormatException("too large a row to make up");

        json.WriteStartObject();
        json.WriteString("name", input.GetProperty("name").GetString());
        json.WriteString("datatype", datatype);
        json.WriteStartArray("shape");
        foreach (var size in shape)
            json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data");
        for (var at = 0L; at < values; at++)
            WriteValue(json, datatype, input);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, string datatype, JsonElement input)
    {
        if (input.TryGetProperty("parameters", out var more) && more.TryGetProperty("example", out var example))
            example.WriteTo(json);
        else if (datatype == "BYTES")
            json.WriteStringValue("");
        else if (datatype == "BOOL")
            json.WriteBooleanValue(false);
        else
            json.WriteNumberValue(0);
    }
}
