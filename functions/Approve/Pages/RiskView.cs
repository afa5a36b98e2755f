using Landfall.Hosting.Pages;

namespace Landfall.Functions.Approve.Pages;

/// <summary>How much the change could do, and what makes it so.</summary>
internal static class RiskView
{
    /// <param name="risk">Null where it was asked before risks were computed.</param>
    public static Html Of(RiskAssessment? risk)
    {
        if (risk is null)
            return Html.Empty;

        var (mark, colour) = risk.Level switch
        {
            RiskLevel.High => ("▲ high", "bad"),
            RiskLevel.Medium => ("▲ medium", "waiting"),
            _ => ("✓ low", "good"),
        };
        return Html.Of($"""
            <h2 id="risk">Risk: <span class="{colour}">{mark}</span></h2>
            <ul>{Html.Each(risk.Parts, part => Html.Of($"<li>{part.Name}, {part.Level.ToString().ToLowerInvariant()}: {part.Explanation}</li>"))}</ul>
            """);
    }
}
