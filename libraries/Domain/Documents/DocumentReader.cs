using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Checks;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents;

/// <summary>
/// Reads documents from YAML (JSON is YAML too): bounded, presets filled in, everything checked. Reports all problems
/// at once; a value that cannot be read is replaced by a harmless one so that the rest can still be checked.
/// </summary>
public static class DocumentReader
{
    /// <summary>Reads one document of any kind.</summary>
    public static DocumentReading Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var problems = new List<DocumentProblem>();
        if (YamlTree.Parse(text, problems) is not { } root)
            return new(null, problems);

        return root.Find("kind")?.Value is ScalarNode { Text: var kind }
            ? Read(kind, root, problems)
            : new(null, [UnknownKind(root, "(none)"), .. problems]);
    }

    /// <summary>Reads the stored JSON of a document; it is effective and was checked when applied.</summary>
    /// <exception cref="JsonException">The JSON is not a document of this kind.</exception>
    public static IDocument FromJson(string kind, string json) =>
        (IDocument)(JsonSerializer.Deserialize(json, TypeInfo(kind))
            ?? throw new JsonException($"The stored {kind} is the JSON value null; apply the document again."));

    /// <summary>The JSON metadata of a kind of document.</summary>
    /// <exception cref="JsonException">There is no such kind.</exception>
    public static JsonTypeInfo TypeInfo(string kind) => kind switch
    {
        DocumentKinds.ModelPipeline => DocumentJson.Default.ModelPipeline,
        DocumentKinds.Environment => DocumentJson.Default.EnvironmentDocument,
        DocumentKinds.DeliveryPolicy => DocumentJson.Default.DeliveryPolicy,
        DocumentKinds.DataContract => DocumentJson.Default.DataContract,
        _ => throw new JsonException($"'{kind}' is no kind; expected {string.Join(", ", DocumentKinds.All)}."),
    };

    /// <summary>The same from nodes, whoever put them together.</summary>
    internal static DocumentReading Read(string kind, MapNode root, List<DocumentProblem> problems)
    {
        if (!DocumentKinds.All.Contains(kind))
            return new(null, [UnknownKind(root, kind), .. problems]);

        var effective = kind == DocumentKinds.ModelPipeline ? Presets.Fill(root, problems) : root;
        var info = TypeInfo(kind);
        var shape = new ShapeReader(problems);
        var json = shape.Read(effective, info.Type, "", null);
        CheckVersion(root, problems);

        var document = (IDocument)json.Deserialize(info)!;
        foreach (var finding in DocumentChecks.Of(document))
        {
            if (!shape.IsSpoiled(finding.Path))
                problems.Add(shape.Locate(finding));
        }

        var sorted = problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)
            .ThenBy(problem => problem.Path, StringComparer.Ordinal).ToList();
        return new(sorted.Count == 0 ? document : null, sorted);
    }

    private static void CheckVersion(MapNode root, List<DocumentProblem> problems)
    {
        if (root.Find("apiVersion") is { Value: ScalarNode version } && version.Text != DocumentKinds.ApiVersion)
        {
            problems.Add(new("apiVersion", version.Line, version.Column,
                $"'{version.Text}' is no version of the document format.", DocumentKinds.ApiVersion, ""));
        }
    }

    private static DocumentProblem UnknownKind(MapNode root, string kind)
    {
        var at = root.Find("kind")?.Value ?? root;
        return new("kind", at.Line, at.Column, $"'{kind}' is no kind of document.",
            $"one of: {string.Join(", ", DocumentKinds.All)}", DidYouMean.Hint(kind, DocumentKinds.All));
    }
}
