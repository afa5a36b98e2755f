using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Landfall.Contracts.Documents;

namespace Landfall.Domain.Documents;

/// <summary>
/// The canonical JSON of a document and its digest: keys in ordinal order, no white space, UTF-8, null omitted. The
/// effective document is meant, so a run that pins a digest is not touched by a later change of a preset.
/// </summary>
public static class DocumentDigest
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The canonical JSON.</summary>
    public static string CanonicalJson(IDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var node = JsonSerializer.SerializeToNode(document, DocumentReader.TypeInfo(document.Kind));
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Compact))
            Sorted(node)!.WriteTo(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary><c>sha256:…</c> of the canonical JSON.</summary>
    public static string Of(IDocument document) => OfJson(CanonicalJson(document));

    /// <summary><c>sha256:…</c> of a text as it is.</summary>
    public static string OfJson(string canonicalJson) =>
        $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalJson)))}";

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
