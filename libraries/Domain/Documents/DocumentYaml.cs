using System.Text.Json;
using System.Text.Json.Nodes;
using Landfall.Contracts.Documents;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Landfall.Domain.Documents;

/// <summary>Writes an effective document as YAML that reads back to the same document.</summary>
public static class DocumentYaml
{
    /// <summary>The YAML of a document, with every value.</summary>
    public static string Write(IDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart());
        Emit(emitter, JsonSerializer.SerializeToNode(document, DocumentReader.TypeInfo(document.Kind)), false);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Emit(Emitter emitter, JsonNode? node, bool flow)
    {
        switch (node)
        {
            case JsonObject map:
                emitter.Emit(new MappingStart(
                    AnchorName.Empty, TagName.Empty, true, flow ? MappingStyle.Flow : MappingStyle.Block));
                foreach (var (key, value) in map)
                {
                    emitter.Emit(new Scalar(key));
                    Emit(emitter, value, flow);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonArray list:
                var inline = flow || list.All(item => item is JsonValue);
                emitter.Emit(new SequenceStart(
                    AnchorName.Empty, TagName.Empty, true, inline ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in list)
                    Emit(emitter, item, flow: true);
                emitter.Emit(new SequenceEnd());
                break;
            default:
                Emit(emitter, (JsonValue)node!);
                break;
        }
    }

    private static void Emit(Emitter emitter, JsonValue value)
    {
        var isText = value.GetValueKind() == JsonValueKind.String;
        var text = isText ? value.GetValue<string>() : value.ToJsonString();
        var style = isText && MayMeanAnother(text) ? ScalarStyle.DoubleQuoted : ScalarStyle.Any;
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, style, true, true));
    }

    // A text such as "2" or "true" keeps its quotes, so that it stays a text for every reader of YAML.
    private static bool MayMeanAnother(string text) =>
        text is "" or "~" or "null" or "true" or "false" or "yes" or "no" or "on" or "off"
        || double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _);
}
