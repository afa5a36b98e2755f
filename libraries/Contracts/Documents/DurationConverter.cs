using System.Text.Json;
using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>A <see cref="TimeSpan"/> as <see cref="DurationText"/> writes it.</summary>
public sealed class DurationConverter : JsonConverter<TimeSpan>
{
    /// <inheritdoc/>
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return DurationText.TryParse(text, out var duration)
            ? duration
            : throw new JsonException($"'{text}' is no duration; write a number and a unit, for example 30m or 14d.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(DurationText.Format(value));
}
