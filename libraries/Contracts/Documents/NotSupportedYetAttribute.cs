namespace Landfall.Contracts.Documents;

/// <summary>
/// A word that is reserved and does nothing yet: documents that use it are refused, and it stands in no schema. Documents
/// stored before can still be read.
/// </summary>
/// <param name="instead">What to do meanwhile, one sentence.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class NotSupportedYetAttribute(string instead) : Attribute
{
    /// <summary>What to do meanwhile, one sentence.</summary>
    public string Instead { get; } = instead;
}
