namespace Landfall.Contracts.Documents;

/// <summary>
/// Exactly one of the named fields is written. Such a record is replaced as a whole when a preset fills a document:
/// merging would set a second field.
/// </summary>
/// <param name="fields">The fields as written in a document; none means all fields of the record.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ExactlyOneAttribute(params string[] fields) : Attribute
{
    /// <summary>The fields as written in a document; empty means all fields of the record.</summary>
    public IReadOnlyList<string> Fields { get; } = fields;
}
