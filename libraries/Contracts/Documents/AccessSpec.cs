namespace Landfall.Contracts.Documents;

/// <summary>Who may do what.</summary>
public sealed record AccessSpec(
    [Field("What they may do; each role may look too, and admin may do everything.")]
    AccessRole Role,
    [Field("Groups or people of the environment.", Range = "1..50")]
    IReadOnlyList<string> Of,
    [Field("For which pipelines, by name; * stands for any part of a name. Without it for all; admin always is for all.", Range = "0..50")]
    IReadOnlyList<string>? Pipelines = null)
{
    /// <summary>Names and patterns of pipelines; empty means all.</summary>
    public IReadOnlyList<string> Pipelines { get; init; } = Pipelines ?? [];
}
