namespace Landfall.Contracts.Documents;

/// <summary>
/// What one field of a document means. The reader, the JSON Schemas and the reference page are all made from it, so
/// that what is written about a field is what is checked.
/// </summary>
/// <param name="meaning">One sentence for the author of a document.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FieldAttribute(string meaning) : Attribute
{
    /// <summary>One sentence for the author of a document.</summary>
    public string Meaning { get; } = meaning;

    /// <summary>The unit of a number, for example <c>CPU hours</c>; null where the value has none.</summary>
    public string? Unit { get; init; }

    /// <summary>
    /// Inclusive limits as <c>least..most</c>; either side may be absent. Durations are written as in a document:
    /// <c>1m..90d</c>. For a list it limits the number of entries.
    /// </summary>
    public string? Range { get; init; }

    /// <summary>The form a text must have.</summary>
    public FieldFormat Format { get; init; }

    /// <summary>The most characters a text may have; 0 means the general limit of 2,000.</summary>
    public int MaxLength { get; init; }
}
