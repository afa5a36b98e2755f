using System.Text.Json;

namespace Landfall.Domain.Records;

/// <summary>The numbers that a fact carries, read again. What is not there, or is something else, is nothing.</summary>
internal static class FactValues
{
    public static JsonElement? Of(RecordFact fact, string name) =>
        fact.Facts is { ValueKind: JsonValueKind.Object } facts && facts.TryGetProperty(name, out var value) ? value : null;

    /// <summary>The candidate's share from this move on, in percent; 0 where it has none.</summary>
    public static int Weight(RecordFact fact) =>
        fact.Key != "traffic-back" && Of(fact, "weight") is { ValueKind: JsonValueKind.Number } number
        && number.TryGetInt32(out var weight) ? weight : 0;

    public static RolloutLook? Look(RecordFact fact) => Read<RolloutLook>(Of(fact, "last"), JsonValueKind.Object);

    public static IReadOnlyList<T> List<T>(RecordFact fact, string name) =>
        Read<List<T>>(Of(fact, name), JsonValueKind.Array) ?? [];

    private static T? Read<T>(JsonElement? value, JsonValueKind kind)
        where T : class
    {
        if (value is not { } element || element.ValueKind != kind)
            return null;
        try
        {
            return element.Deserialize<T>(ContractsJson.Options);
        }
        catch (JsonException)
        {
            // An older or newer version wrote it: the sentence goes without these numbers.
            return null;
        }
    }
}
