using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents;

/// <summary>
/// The JSON Schema (2020-12) of a kind of document, for editors. It describes what an author may write: what a preset
/// fills in is not required.
/// </summary>
public static class DocumentSchema
{
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema as indented JSON with a final newline.</summary>
    public static string Of(string kind)
    {
        var type = DocumentReader.TypeInfo(kind).Type;
        var filled = kind == DocumentKinds.ModelPipeline ? Presets.Of(Preset.Standard, ModelTask.Binary) : null;
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = kind,
        };
        foreach (var (key, value) in Record(type, filled).ToList())
            schema[key] = value?.DeepClone();
        schema["properties"]!["apiVersion"]!["const"] = DocumentKinds.ApiVersion;
        schema["properties"]!["kind"]!["const"] = kind;
        return schema.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
    }

    private static JsonObject Record(Type type, MapNode? filled)
    {
        var fields = DocumentField.Of(type);
        var properties = new JsonObject();
        foreach (var field in fields)
            properties[field.Name] = Field(field, filled?.Find(field.Name)?.Value);

        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        var required = fields.Where(field => field.IsRequired && !IsFilled(field, filled)).Select(field => field.Name);
        if (required.ToArray() is { Length: > 0 } names)
            schema["required"] = new JsonArray([.. names.Select(name => (JsonNode)name)]);
        if (DocumentField.ExclusiveOf(type) is { Count: > 0 } exclusive)
        {
            schema["oneOf"] = new JsonArray(
                [.. exclusive.Select(name => new JsonObject { ["required"] = new JsonArray(name) })]);
        }

        return schema;
    }

    // A section is filled when the preset supplies it and nothing in it is left for the author.
    private static bool IsFilled(DocumentField field, MapNode? filled) =>
        filled?.Find(field.Name)?.Value switch
        {
            null => false,
            MapNode map when DocumentField.IsRecord(field.Type) && DocumentField.ExclusiveOf(field.Type).Count == 0 =>
                DocumentField.Of(field.Type).All(inner => !inner.IsRequired || IsFilled(inner, map)),
            _ => true,
        };

    private static JsonObject Field(DocumentField field, DocumentNode? filled)
    {
        var schema = Value(field.Type, field.Field, filled as MapNode);
        schema["description"] = field.Field.Unit is { } unit
            ? $"{field.Field.Meaning} Unit: {unit}."
            : field.Field.Meaning;
        return schema;
    }

    private static JsonObject Value(Type type, FieldAttribute? field, MapNode? filled)
    {
        var inner = field?.Format == FieldFormat.Literal ? field : null;
        if (DocumentField.ElementOf(type) is { } element)
            return Limit(new() { ["type"] = "array", ["items"] = Value(element, inner, null) }, field, "Items");
        if (DocumentField.ValueOf(type) is { } value)
            return new() { ["type"] = "object", ["additionalProperties"] = Value(value, inner, null) };
        if (DocumentField.IsRecord(type))
            return Record(type, filled);
        if (type.IsEnum)
            return new() { ["enum"] = new JsonArray([.. ScalarValue.Spellings(type).Select(word => (JsonNode)word)]) };
        if (type == typeof(TimeSpan))
            return new() { ["type"] = "string", ["pattern"] = "^[0-9]+(ms|s|m|h|d)$" };
        if (type == typeof(DateTimeOffset))
            return new() { ["type"] = "string", ["format"] = "date-time" };
        if (type == typeof(bool))
            return new() { ["type"] = "boolean" };
        return type == typeof(string) ? Text(field)
            : Limit(new() { ["type"] = type == typeof(double) ? "number" : "integer" }, field, "");
    }

    private static JsonObject Text(FieldAttribute? field)
    {
        // A bare number is a text too where a text is expected: cpu: 2.
        var schema = new JsonObject
        {
            ["type"] = field?.Format switch
            {
                FieldFormat.Quantity => new JsonArray("string", "number"),
                FieldFormat.Literal => new JsonArray("string", "number", "boolean"),
                _ => "string",
            },
        };
        if (field is { MaxLength: > 0 })
            schema["maxLength"] = field.MaxLength;
        return schema;
    }

    private static JsonObject Limit(JsonObject schema, FieldAttribute? field, string suffix)
    {
        var range = FieldRange.Parse(field?.Range);
        if (range.Least is { } least)
            schema[suffix.Length > 0 ? $"min{suffix}" : "minimum"] = Number(least);
        if (range.Most is { } most)
            schema[suffix.Length > 0 ? $"max{suffix}" : "maximum"] = Number(most);
        return schema;
    }

    private static JsonNode Number(double value) => value == Math.Floor(value) ? (long)value : value;
}
