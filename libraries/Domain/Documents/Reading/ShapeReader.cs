using System.Text.Json.Nodes;
using Landfall.Contracts.Documents;

namespace Landfall.Domain.Documents.Reading;

/// <summary>
/// Compares nodes with the records and gives the JSON of the document. Unknown keys, wrong types, missing values and
/// values out of range become problems; each such place is spoiled, and gets a harmless value so that reading goes on.
/// </summary>
internal sealed class ShapeReader(List<DocumentProblem> problems)
{
    private readonly Dictionary<string, (int Line, int Column)> _places = new(StringComparer.Ordinal);
    private readonly List<string> _spoiled = [];

    /// <summary>Whether a finding at a path would only repeat a problem that is already reported.</summary>
    public bool IsSpoiled(string path) => _spoiled.Any(spoiled => IsWithin(path, spoiled) || IsWithin(spoiled, path));

    /// <summary>A finding with its place: that of the nearest value around it which the author wrote.</summary>
    public DocumentProblem Locate(Finding finding)
    {
        var path = finding.Path;
        while (!_places.TryGetValue(path, out var place) || (place.Line == 0 && path.Length > 0))
            path = Parent(path);
        var (line, column) = _places[path];
        return new(finding.Path, line, column, finding.Message, finding.Expected, finding.Hint);
    }

    /// <summary>The JSON of a node that should have the type.</summary>
    public JsonNode? Read(DocumentNode node, Type type, string path, FieldAttribute? field)
    {
        _places[path] = (node.Line, node.Column);
        if (DocumentField.ElementOf(type) is { } element)
            return List(node, element, path, field);
        if (DocumentField.ValueOf(type) is { } value)
            return Map(node, value, path);
        return DocumentField.IsRecord(type) ? Record(node, type, path) : Scalar(node, type, path, field);
    }

    private JsonObject Record(DocumentNode node, Type type, string path)
    {
        var fields = DocumentField.Of(type);
        if (node is not MapNode map)
        {
            var names = string.Join(", ", fields.Select(field => field.Name));
            Spoil(node, path, "This is not a map.", $"a map of {names}");
            return Placeholder.Record(type);
        }

        foreach (var entry in map.Entries.Where(entry => fields.All(field => field.Name != entry.Key)))
        {
            problems.Add(new(Join(path, entry.Key), entry.Line, entry.Column, $"'{entry.Key}' is not known here.",
                $"one of: {string.Join(", ", fields.Select(field => field.Name))}",
                DidYouMean.Hint(entry.Key, fields.Select(field => field.Name))));
        }

        Exclusive(map, type, path);
        var json = new JsonObject();
        foreach (var field in fields)
        {
            if (map.Find(field.Name) is { Value: not ScalarNode { IsNothing: true } } entry)
                json[field.Name] = Read(entry.Value, field.Type, Join(path, field.Name), field.Field);
            else if (field.IsRequired)
                json[field.Name] = Missing(map, field, path);
        }

        return json;
    }

    private JsonNode? Missing(MapNode map, DocumentField field, string path)
    {
        Spoil(map, Join(path, field.Name), $"'{field.Name}' is missing.", field.Field.Meaning);
        return Placeholder.Of(field.Type, field.Field);
    }

    private void Exclusive(MapNode map, Type type, string path)
    {
        var rule = DocumentField.ExclusiveOf(type);
        if (rule.Count == 0)
            return;
        var written = rule.Where(name => map.Find(name) is { } entry && !IsOff(entry.Value)).ToList();
        if (written.Count == 1)
            return;
        Spoil(map, path,
            written.Count == 0 ? "None of the possible rules is written." : $"{Words(written)} exclude each other.",
            $"exactly one of: {string.Join(", ", rule)}");
    }

    private static bool IsOff(DocumentNode node) =>
        node is ScalarNode { IsNothing: true } or ScalarNode { Plain: true, Text: "false" };

    private JsonArray List(DocumentNode node, Type element, string path, FieldAttribute? field)
    {
        if (node is not ListNode list)
        {
            Spoil(node, path, "This is not a list.", "a list, for example [ a, b ]");
            return [];
        }

        if (field?.Range is { } range && !FieldRange.Parse(range).Contains(list.Items.Count))
            Spoil(node, path, $"There are {list.Items.Count} entries.", FieldRange.Words(range, "entries"));

        var items = list.Items.Select((item, index) => Read(item, element, $"{path}[{index}]", Entry(field)));
        return [.. items];
    }

    // What is said about a list's texts holds for each of them; its range is about their number.
    private static FieldAttribute? Entry(FieldAttribute? field) =>
        field is null ? null : new FieldAttribute(field.Meaning) { Format = field.Format, MaxLength = field.MaxLength };

    private JsonObject Map(DocumentNode node, Type value, string path)
    {
        var json = new JsonObject();
        if (node is not MapNode map)
        {
            Spoil(node, path, "This is not a map.", "a map of names and values");
            return json;
        }

        foreach (var entry in map.Entries)
            json[entry.Key] = Read(entry.Value, value, Join(path, entry.Key), null);
        return json;
    }

    private JsonNode? Scalar(DocumentNode node, Type type, string path, FieldAttribute? field)
    {
        if (node is ScalarNode scalar)
        {
            var (json, message, expected) = ScalarValue.Read(scalar, type, field);
            if (json is not null)
                return json;
            var hint = !type.IsEnum ? ""
                : ScalarValue.Instead(type, scalar.Text) ?? DidYouMean.Hint(scalar.Text, ScalarValue.Words(type));
            Spoil(node, path, message, expected, hint);
        }
        else
        {
            Spoil(node, path, "This is not a single value.", ScalarValue.Expected(type, field));
        }

        return Placeholder.Of(type, field);
    }

    private void Spoil(DocumentNode node, string path, string message, string expected, string hint = "")
    {
        _spoiled.Add(path);
        var place = Locate(new(Parent(path), "", ""), node);
        problems.Add(new(path, place.Line, place.Column, message, expected, hint));
    }

    private (int Line, int Column) Locate(Finding around, DocumentNode node)
    {
        if (node.Line > 0 || around.Path.Length == 0)
            return (node.Line, node.Column);
        var problem = Locate(around);
        return (problem.Line, problem.Column);
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Parent(string path) => path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))];

    private static bool IsWithin(string path, string outer) =>
        path.StartsWith(outer, StringComparison.Ordinal)
        && (path.Length == outer.Length || outer.Length == 0 || path[outer.Length] is '.' or '[');

    private static string Words(List<string> names) => string.Join(" and ", names.Select(name => $"'{name}'"));
}
