namespace Landfall.Local.Cluster.Schema;

/// <summary>What a JSON value of a kind may be, and how its lists and structs merge.</summary>
internal enum Shape { Text, Integer, Number, Flag, IntegerOrText, Any, Struct, Map, List }

/// <summary>How a list merges: as one value, as a set of scalars, or item by item under a key.</summary>
internal enum ListMerge { Atomic, Set, Keyed }

/// <summary>One key of a keyed list; a missing value stands for <paramref name="Default"/>.</summary>
internal sealed record ListKey(string Name, string? Default);

/// <summary>A node of a kind's schema.</summary>
internal sealed class SchemaType
{
    public required Shape Shape { get; init; }

    /// <summary>Server-side apply owns the value as a whole.</summary>
    public bool Atomic { get; init; }

    public ListMerge Merge { get; init; }

    public IReadOnlyList<ListKey> Keys { get; init; } = [];

    /// <summary>The element of a list or the value of a map.</summary>
    public Func<SchemaType> Element { get; init; } = () => Any;

    public Dictionary<string, SchemaType> Fields { get; init; } = [];

    public static SchemaType Any { get; } = new() { Shape = Shape.Any, Atomic = true };

    /// <summary>Untyped below this point: a free value, or an element that nothing describes.</summary>
    public SchemaType Field(string name) => Fields.GetValueOrDefault(name) ?? Any;
}
