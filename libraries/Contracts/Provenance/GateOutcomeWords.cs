using System.Text.Json;
using System.Text.Json.Serialization;

namespace Landfall.Contracts.Provenance;

/// <summary>
/// How a signed statement words the outcome of a gate. A statement is read for years, by others too: its words are fixed
/// here, whatever the members of the enum are called on the way from app to app.
/// </summary>
public sealed class GateOutcomeWords : JsonConverter<GateOutcome>
{
    private static readonly Dictionary<GateOutcome, string> Words = new()
    {
        [GateOutcome.Pass] = "passed",
        [GateOutcome.Fail] = "failed",
        [GateOutcome.NotApplied] = "notApplied",
        [GateOutcome.Ask] = "asked",
    };

    public override GateOutcome Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var word = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        foreach (var (outcome, known) in Words)
        {
            if (known == word)
                return outcome;
        }

        throw new JsonException($"'{word ?? $"{reader.TokenType}"}' is no outcome of a gate; expected {string.Join(", ", Words.Values)}");
    }

    public override void Write(Utf8JsonWriter writer, GateOutcome value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(
            Words.TryGetValue(value, out var word) ? word : throw new JsonException($"{value} is no outcome of a gate"));
    }
}
