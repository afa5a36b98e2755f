using System.Globalization;
using System.Text;
using System.Text.Json;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents;

/// <summary>The reference page of a kind of document as Markdown, made from the records and the presets.</summary>
public static class ReferencePage
{
    /// <summary>The page; sections in the order of the document.</summary>
    public static string Of(string kind)
    {
        var text = new StringBuilder($"# {kind}\n\n");
        text.Append("Generated from the records and presets; a test compares this page with them. ");
        text.Append("Durations are a whole number and a unit: `250ms`, `1s`, `30m`, `2h`, `14d`.\n");
        var presets = kind == DocumentKinds.ModelPipeline
            ? Enum.GetValues<Preset>().Select(preset => (DocumentNode?)Presets.Of(preset, ModelTask.Binary)).ToArray()
            : [];
        if (presets.Length > 0)
        {
            text.Append("\nWhat a pipeline leaves out is filled in by its preset: `careful`, `standard` or `fast`. ");
            text.Append("A default that the presets share is written once. Default gates are those of binary tasks.\n");
        }

        Section(text, DocumentReader.TypeInfo(kind).Type, "", presets);
        return text.ToString();
    }

    private static void Section(StringBuilder text, Type type, string path, DocumentNode?[] presets)
    {
        var fields = DocumentField.Of(type);
        text.Append(CultureInfo.InvariantCulture, $"\n## {(path.Length == 0 ? "The document" : $"`{path}`")}\n\n");
        if (DocumentField.ExclusiveOf(type) is { Count: > 0 } rule)
            text.Append(CultureInfo.InvariantCulture, $"Exactly one of {Join(rule)}.\n\n");
        text.Append("| field | meaning | value | default |\n| --- | --- | --- | --- |\n");
        foreach (var field in fields)
        {
            var defaults = Inner(presets, field.Name);
            string[] cells =
                [$"`{field.Name}`", Cell(field.Field.Meaning), Cell(Form(field)), Default(field, defaults)];
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", cells)} |\n");
        }

        foreach (var field in fields)
        {
            if (Record(field.Type) is { } inner)
                Section(text, inner.Type, $"{path}{(path.Length == 0 ? "" : ".")}{field.Name}{inner.Suffix}",
                    inner.Suffix.Length == 0 ? Inner(presets, field.Name) : []);
        }
    }

    private static (Type Type, string Suffix)? Record(Type type) =>
        DocumentField.IsRecord(type) ? (type, "")
        : DocumentField.ElementOf(type) is { } element && DocumentField.IsRecord(element) ? (element, "[]")
        : DocumentField.ValueOf(type) is { } value && DocumentField.IsRecord(value) ? (value, ".*")
        : null;

    private static DocumentNode?[] Inner(DocumentNode?[] presets, string name) =>
        [.. presets.Select(preset => (preset as MapNode)?.Find(name)?.Value)];

    private static string Form(DocumentField field)
    {
        if (DocumentField.ElementOf(field.Type) is { } element)
        {
            var count = field.Field.Range is { } range ? $", {FieldRange.Words(range, "entries")}" : "";
            return $"list{Of(element)}{count}";
        }

        if (DocumentField.ValueOf(field.Type) is { } value)
            return $"map{Of(value)}";
        if (DocumentField.IsRecord(field.Type))
            return "map, see below";
        var form = TextForm.Expected("\0", field.Field.Format) ?? ScalarValue.Expected(field.Type, field.Field);
        return field.Field.MaxLength > 0 ? $"{form}, at most {field.Field.MaxLength} characters" : form;
    }

    private static string Of(Type type) =>
        DocumentField.IsRecord(type) ? ", see below"
        : DocumentField.ElementOf(type) is not null ? " of lists"
        : type.IsEnum ? $" of {string.Join(", ", ScalarValue.Words(type))}"
        : " of texts";

    private static string Default(DocumentField field, DocumentNode?[] presets)
    {
        if (field.Type == typeof(Preset))
            return "`standard`";
        if (presets.Any(preset => preset is not null) && !DocumentField.IsRecord(field.Type))
        {
            var written = presets.Select(Flow).ToArray();
            return written.Distinct().Count() == 1
                ? $"`{written[0]}`"
                : string.Join("<br>", Enum.GetValues<Preset>().Zip(written,
                    (preset, value) => $"{preset.ToString().ToLowerInvariant()}: `{value}`"));
        }

        if (DocumentField.IsRecord(field.Type) && presets.Any(preset => preset is not null))
        {
            return DocumentField.ExclusiveOf(field.Type).Count > 0
                ? $"`{Flow(presets.First(preset => preset is not null))}`"
                : "see below";
        }

        return field switch
        {
            { IsRequired: true } => "required",
            { Default: null } => "none",
            { Default: bool flag } => flag ? "`true`" : "`false`",
            { Default: Enum word } => $"`{JsonNamingPolicy.CamelCase.ConvertName(word.ToString())}`",
            _ => string.Create(CultureInfo.InvariantCulture, $"`{field.Default}`"),
        };
    }

    private static string Flow(DocumentNode? node) => node switch
    {
        MapNode { Entries.Count: 0 } => "{}",
        MapNode map => $"{{ {string.Join(", ", map.Entries.Select(entry => $"{entry.Key}: {Flow(entry.Value)}"))} }}",
        ListNode list => $"[{string.Join(", ", list.Items.Select(Flow))}]",
        ScalarNode scalar => scalar.Plain ? scalar.Text : $"\"{scalar.Text}\"",
        _ => "none",
    };

    private static string Join(IReadOnlyList<string> names) => string.Join(", ", names.Select(name => $"`{name}`"));

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal);
}
