using Landfall.Contracts.Documents;

namespace Landfall.Domain.Documents;

/// <summary>What makes a request bad for a proportion judge: it failed, or it took too long.</summary>
/// <param name="SlowerThan">The duration above which a request is bad; null: bad when it failed.</param>
public sealed record ProportionRule(TimeSpan? SlowerThan)
{
    /// <summary>Reads <c>failed</c> or <c>duration &gt; 250ms</c>.</summary>
    public static bool TryParse(string text, out ProportionRule rule)
    {
        ArgumentNullException.ThrowIfNull(text);
        rule = new ProportionRule((TimeSpan?)null);
        if (text == "failed")
            return true;

        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts is not ["duration", ">", var limit] || !DurationText.TryParse(limit, out var duration))
            return false;
        rule = new ProportionRule(duration);
        return true;
    }
}
