using Landfall.Contracts.Documents;

namespace Landfall.Domain.Evaluation.Behaviour;

/// <summary>
/// Which copies of a row a check asks about, in an order that never changes: whoever makes the rows and whoever judges the
/// answers count them alike.
/// </summary>
public static class RowCopies
{
    /// <summary>Whether a check asks about rows at all.</summary>
    public static bool Asks(BehaviourSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.Memory is null;
    }

    /// <summary>Empty for cases, which bring their own rows.</summary>
    public static IReadOnlyList<RowCopy> Of(BehaviourSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec switch
        {
            { Invariance: { } invariance } => Of(invariance.Change),
            { Directional: { } directional } => Of(directional.Change),
            { Missing: { } columns } => [.. columns.Select(column => new RowCopy([new(column, ChangeKind.Remove)]))],
            { Latency: not null } => [new([])],
            _ => [],
        };
    }

    /// <summary>Columns change together: the second copy takes the second value of each list.</summary>
    private static RowCopy[] Of(IReadOnlyDictionary<string, ChangeSpec> change)
    {
        var count = change.Values.Select(one => one.OneOf?.Count ?? 1).DefaultIfEmpty(0).Max();
        return [.. Enumerable.Range(0, count).Select(copy => new RowCopy([.. change.Select(one => Of(one.Key, one.Value, copy))]))];
    }

    private static ColumnChange Of(string column, ChangeSpec change, int copy) => change switch
    {
        { Add: { } number } => new(column, ChangeKind.Add, Number: number),
        { Times: { } factor } => new(column, ChangeKind.Times, Number: factor),
        _ => new(column, ChangeKind.Set, change.OneOf![Math.Min(copy, change.OneOf.Count - 1)]),
    };
}
