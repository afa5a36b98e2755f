namespace Landfall.Contracts;

/// <summary>How much a change could do, from what is known before it has any traffic.</summary>
public enum RiskLevel { Low, Medium, High }

/// <summary>One reason for a risk.</summary>
/// <param name="Name">novelty, slices, quality, data or reach.</param>
/// <param name="Explanation">One sentence with its numbers.</param>
public sealed record RiskPart(string Name, RiskLevel Level, string Explanation);

/// <param name="Level">That of its worst part.</param>
public sealed record RiskAssessment(RiskLevel Level, IReadOnlyList<RiskPart> Parts)
{
    /// <summary>The level, and the parts that made it so.</summary>
    public override string ToString() => Level == RiskLevel.Low
        ? "low: nothing speaks for more"
        : $"{Level.ToString().ToLowerInvariant()}: {string.Join("; ", Parts.Where(part => part.Level == Level).Select(part => part.Explanation))}";
}

/// <summary>Something for each level of risk.</summary>
public sealed record ByRisk<T>(T Low, T Medium, T High)
{
    public T Of(RiskLevel level) => level switch
    {
        RiskLevel.High => High,
        RiskLevel.Medium => Medium,
        _ => Low,
    };
}

/// <summary>What the delivery policy asks for, whatever the pipeline says.</summary>
/// <param name="Quorum">The least number of approvals.</param>
/// <param name="Groups">Who may give them; an empty list leaves it to the pipeline.</param>
public sealed record ApprovalRules(ByRisk<int> Quorum, ByRisk<IReadOnlyList<string>> Groups);
