namespace Landfall.Contracts.Documents;

/// <summary>Who may approve what risk.</summary>
public sealed record GroupsByRisk(
    [Field("Groups for a small change.", Range = "0..20")]
    IReadOnlyList<string>? Low = null,
    [Field("Groups for a usual change.", Range = "0..20")]
    IReadOnlyList<string>? Medium = null,
    [Field("Groups for a first version, a worse slice, or a changed image.", Range = "0..20")]
    IReadOnlyList<string>? High = null)
{
    /// <summary>Groups for a small change; empty leaves it to the pipeline.</summary>
    public IReadOnlyList<string> Low { get; init; } = Low ?? [];

    /// <summary>Groups for a usual change; empty leaves it to the pipeline.</summary>
    public IReadOnlyList<string> Medium { get; init; } = Medium ?? [];

    /// <summary>Groups for a risky change; empty leaves it to the pipeline.</summary>
    public IReadOnlyList<string> High { get; init; } = High ?? [];
}
