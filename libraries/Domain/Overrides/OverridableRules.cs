namespace Landfall.Domain.Overrides;

/// <param name="Word">As people write it.</param>
/// <param name="What">What a run passes by it.</param>
public sealed record OverridableWords(OverridableRule Rule, string Word, string What);

/// <summary>
/// The rules that may be overridden: those about when and how fast. What a version is, who signed it, what its gates said,
/// who is kept apart from whom, and a halt are none of them.
/// </summary>
public static class OverridableRules
{
    public static IReadOnlyList<OverridableWords> All { get; } =
    [
        new(OverridableRule.Freeze, "freeze", "the policy's freeze windows"),
        new(OverridableRule.Hours, "hours", "the hours in which weights rise"),
        new(OverridableRule.Shadow, "shadow", "the rest of the shadow step's time"),
        new(OverridableRule.FirstWeight, "first-weight", "the policy's largest first weight"),
        new(OverridableRule.Approvals, "approvals", "all approvals but one"),
    ];

    /// <summary>All words, for messages.</summary>
    public static string Words { get; } = string.Join(", ", All.Select(rule => rule.Word));

    public static string Word(OverridableRule rule) => All.Single(known => known.Rule == rule).Word;

    public static string Text(IEnumerable<OverridableRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return string.Join(", ", rules.Select(rule => All.Single(known => known.Rule == rule).What));
    }

    /// <returns>The rules in the order of the list, each once; null when one of the words is none of them.</returns>
    public static IReadOnlyList<OverridableRule>? Parse(IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var wanted = words.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return wanted.All(word => All.Any(rule => Is(rule, word)))
            ? [.. All.Where(rule => wanted.Any(word => Is(rule, word))).Select(rule => rule.Rule)]
            : null;
    }

    private static bool Is(OverridableWords rule, string word) => string.Equals(rule.Word, word, StringComparison.OrdinalIgnoreCase);
}
