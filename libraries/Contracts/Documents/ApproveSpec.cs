namespace Landfall.Contracts.Documents;

/// <summary>Who has to agree before traffic moves.</summary>
public sealed record ApproveSpec(
    [Field("When people are asked.")]
    ApproveWhen When,
    [Field("How many must say yes.", Unit = "people", Range = "1..10")]
    int Quorum,
    [Field("Groups of the environment that may decide.", Range = "1..20")]
    IReadOnlyList<string> By,
    [Field("Who may not: 'author', a person or a group.", Range = "0..20")]
    IReadOnlyList<string> NotBy,
    [Field("When those who have not answered are reminded.", Range = "1m..90d")]
    TimeSpan RemindAfter,
    [Field("How long the question stands.", Range = "1m..90d")]
    TimeSpan ExpiresAfter,
    [Field("What happens then.")]
    ExpiryAction OnExpiry,
    [Field("Groups that are asked when the question expires and onExpiry is 'escalate'.", Range = "0..20")]
    IReadOnlyList<string>? EscalateTo = null)
{
    /// <summary>Groups asked on expiry; empty when none were written.</summary>
    public IReadOnlyList<string> EscalateTo { get; init; } = EscalateTo ?? [];
}
