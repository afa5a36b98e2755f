using System.Reflection;

namespace Landfall.Local.Cluster.Schema;

/// <summary>Reads <c>kinds.schema</c> once: the fields of every kind.</summary>
internal static class KindSchemas
{
    private static readonly Dictionary<string, SchemaType> _structs = Read();

    /// <summary>The schema of a kind; <c>apiVersion</c>, <c>kind</c> and <c>metadata</c> belong to each.</summary>
    public static SchemaType Of(string kind) => _structs[kind];

    private static Dictionary<string, SchemaType> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("kinds.schema")!;
        using var reader = new StreamReader(stream);
        Dictionary<string, SchemaType> structs = [];
        foreach (var (name, fields) in Declarations(reader.ReadToEnd()))
        {
            var declared = Late(name, structs);
            foreach (var field in SplitOutside(fields, ','))
            {
                var space = field.IndexOf(' ');
                declared.Fields[field[..space]] = Parse(field[(space + 1)..].Trim(), structs);
            }
        }
        var meta = structs["ObjectMeta"];
        foreach (var kind in Kinds.KindTable.All.Select(kind => kind.Name).Append("Scale"))
        {
            structs[kind].Fields["apiVersion"] = new SchemaType { Shape = Shape.Text };
            structs[kind].Fields["kind"] = new SchemaType { Shape = Shape.Text };
            structs[kind].Fields["metadata"] = meta;
        }
        return structs;
    }

    private static IEnumerable<(string Name, string Fields)> Declarations(string text)
    {
        var joined = text.Replace("\n  ", " ");
        foreach (var line in joined.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith('#'))
                continue;
            var colon = line.IndexOf(':');
            yield return (line[..colon], line[(colon + 1)..]);
        }
    }

    private static SchemaType Parse(string text, Dictionary<string, SchemaType> structs)
    {
        var open = text.IndexOf('(');
        if (open > 0)
            return Container(text[..open], SplitOutside(text[(open + 1)..^1], ';').ToArray(), structs);
        return text switch
        {
            "string" or "qty" => new SchemaType { Shape = text == "qty" ? Shape.IntegerOrText : Shape.Text },
            "int" => new SchemaType { Shape = Shape.Integer },
            "bool" => new SchemaType { Shape = Shape.Flag },
            "ios" => new SchemaType { Shape = Shape.IntegerOrText },
            "any" => SchemaType.Any,
            _ => Reference(text, structs),
        };
    }

    private static SchemaType Reference(string text, Dictionary<string, SchemaType> structs)
    {
        if (!text.EndsWith('!'))
            return Late(text, structs);
        var name = text[..^1];
        return new SchemaType { Shape = Shape.Struct, Atomic = true, Fields = Late(name, structs).Fields };
    }

    // A struct may be named before it is declared: both names then share one instance.
    private static SchemaType Late(string name, Dictionary<string, SchemaType> structs)
    {
        if (!structs.TryGetValue(name, out var found))
            structs[name] = found = new SchemaType { Shape = Shape.Struct };
        return found;
    }

    private static SchemaType Container(string kind, string[] parts, Dictionary<string, SchemaType> structs)
    {
        var element = Parse(parts[0], structs);
        return kind switch
        {
            "map" => new SchemaType { Shape = Shape.Map, Element = () => element },
            "map!" => new SchemaType { Shape = Shape.Map, Element = () => element, Atomic = true },
            "set" => new SchemaType { Shape = Shape.List, Element = () => element, Merge = ListMerge.Set },
            "keyed" => new SchemaType
            {
                Shape = Shape.List,
                Element = () => element,
                Merge = ListMerge.Keyed,
                Keys = [.. parts[1..].Select(Key)],
            },
            _ => new SchemaType { Shape = Shape.List, Element = () => element, Atomic = true },
        };
    }

    private static ListKey Key(string text)
    {
        var equals = text.IndexOf('=');
        return equals < 0 ? new ListKey(text, null) : new ListKey(text[..equals], text[(equals + 1)..]);
    }

    private static IEnumerable<string> SplitOutside(string text, char separator)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[i] != separator || depth != 0)
                continue;
            yield return text[start..i].Trim();
            start = i + 1;
        }
        yield return text[start..].Trim();
    }
}
