using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Landfall.Domain.Documents.Reading;

/// <summary>
/// Turns YAML into nodes with places. The text is not trusted: size, depth and number of nodes are bounded, and
/// aliases are refused, because a few of them can stand for billions of nodes.
/// </summary>
internal static class YamlTree
{
    internal const int MostBytes = 256 * 1024;
    private const int MostDepth = 24;
    private const int MostNodes = 50_000;

    /// <summary>The root map, or null with a problem that says why not.</summary>
    public static MapNode? Parse(string text, List<DocumentProblem> problems)
    {
        if (Encoding.UTF8.GetByteCount(text) > MostBytes)
        {
            problems.Add(new("", 1, 1, "The document is too large.", $"at most {MostBytes / 1024} KiB",
                "Move data out of the document, for example into the data contract."));
            return null;
        }

        try
        {
            return new Builder(new Parser(new Scanner(new StringReader(text), skipComments: true)), problems).Root();
        }
        catch (YamlException error)
        {
            problems.Add(new("", (int)error.Start.Line, (int)error.Start.Column, $"This is not YAML: {error.Message}",
                "a YAML document", "Check indentation and quotes on this line and the one before."));
            return null;
        }
        catch (RefusedException refused)
        {
            problems.Add(refused.Problem);
            return null;
        }
    }

    private sealed class RefusedException(DocumentProblem problem) : Exception(problem.Message)
    {
        public DocumentProblem Problem { get; } = problem;
    }

    private sealed class Builder(IParser parser, List<DocumentProblem> problems)
    {
        private int _nodes;

        public MapNode Root()
        {
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
                throw Refuse(Mark.Empty, "The document is empty.", "apiVersion, kind, metadata and spec", "");

            var start = parser.Current!.Start;
            var root = Node(0) as MapNode
                ?? throw Refuse(start, "The document is not a map.", "apiVersion, kind, metadata and spec", "");
            parser.Consume<DocumentEnd>();
            if (parser.Current is DocumentStart second)
                throw Refuse(second.Start, "A second document follows.", "one document per file", "Split the file.");
            return root;
        }

        private DocumentNode Node(int depth)
        {
            var current = parser.Current!;
            if (depth > MostDepth)
                throw Refuse(current.Start, "The document is nested too deeply.", $"at most {MostDepth} levels", "");
            if (++_nodes > MostNodes)
                throw Refuse(current.Start, "The document has too many values.", $"at most {MostNodes:N0}", "");
            if (current is AnchorAlias || current is NodeEvent { Anchor.IsEmpty: false })
            {
                throw Refuse(
                    current.Start, "Anchors and aliases are not accepted.", "the value itself", "Write it out.");
            }

            if (parser.TryConsume<Scalar>(out var scalar))
                return new ScalarNode(Line(scalar), Column(scalar), scalar.Value, scalar.Style == ScalarStyle.Plain);
            if (parser.TryConsume<SequenceStart>(out var sequence))
                return new ListNode(Line(sequence), Column(sequence), Items(depth));
            var map = parser.Consume<MappingStart>();
            return new MapNode(Line(map), Column(map), Entries(depth));
        }

        private List<DocumentNode> Items(int depth)
        {
            var items = new List<DocumentNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(Node(depth + 1));
            return items;
        }

        private List<MapEntry> Entries(int depth)
        {
            var entries = new List<MapEntry>();
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var at = parser.Current!;
                var key = Node(depth + 1) as ScalarNode
                    ?? throw Refuse(at.Start, "A key is not a text.", "a text as key", "");
                var value = Node(depth + 1);
                if (seen.Add(key.Text))
                    entries.Add(new(key.Text, key.Line, key.Column, value));
                else
                    problems.Add(new(key.Text, key.Line, key.Column, $"'{key.Text}' is written twice.",
                        "each key once", "Remove one of them; the first was read."));
            }

            return entries;
        }

        private static RefusedException Refuse(Mark at, string message, string expected, string hint) =>
            new(new("", Math.Max(1, (int)at.Line), Math.Max(1, (int)at.Column), message, expected, hint));

        private static int Line(ParsingEvent at) => (int)at.Start.Line;

        private static int Column(ParsingEvent at) => (int)at.Start.Column;
    }
}
