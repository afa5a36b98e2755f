using System.Text.Json.Nodes;
using Landfall.Contracts.Documents;

namespace Landfall.Domain.Documents.Reading;

/// <summary>Harmless values in the place of unreadable ones, so that the rest can still be checked.</summary>
internal static class Placeholder
{
    /// <summary>A value of the type.</summary>
    public static JsonNode Of(Type type, FieldAttribute? field) => type switch
    {
        _ when type == typeof(string) => "x",
        _ when type == typeof(bool) => false,
        _ when type == typeof(TimeSpan) => "1m",
        _ when type == typeof(DateTimeOffset) => "2000-01-01T00:00:00Z",
        _ when type == typeof(double) => FieldRange.Parse(field?.Range).Least ?? 0,
        _ when type == typeof(int) || type == typeof(long) => (long)(FieldRange.Parse(field?.Range).Least ?? 0),
        _ when type.IsEnum => ScalarValue.Words(type)[0],
        _ when DocumentField.ElementOf(type) is not null => new JsonArray(),
        _ when DocumentField.ValueOf(type) is not null => new JsonObject(),
        _ => Record(type),
    };

    /// <summary>A record with everything it must have.</summary>
    public static JsonObject Record(Type type)
    {
        var json = new JsonObject();
        foreach (var field in DocumentField.Of(type).Where(field => field.IsRequired))
            json[field.Name] = Of(field.Type, field.Field);
        return json;
    }
}
