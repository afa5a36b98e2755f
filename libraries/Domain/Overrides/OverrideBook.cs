namespace Landfall.Domain.Overrides;

/// <summary>What an override is held against when it is read.</summary>
/// <param name="Policy">Digest of the policy that the run pins.</param>
/// <param name="Statement">Of the version that traffic would go to; null where there is none yet, or the rule is about no version.</param>
public sealed record OverrideGround(DateTimeOffset Now, string Policy, string? Statement = null);

/// <summary>What a log of asks, confirmations and withdrawals amounts to. Pure: the log is the truth, this only reads it.</summary>
public static class OverrideBook
{
    /// <summary>
    /// Entries in order of their numbers. An ask counts when none stands before it; a confirmation only of another person and
    /// before the end; a withdrawal ends it. What does not fit changes nothing.
    /// </summary>
    public static OverrideView Of(string run, IEnumerable<OverrideEntry> log, OverrideGround ground)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(ground);
        var story = new Story(null, null, null);
        foreach (var entry in log.OrderBy(entry => entry.Sequence))
            story = story.After(entry);

        if (story.Ask is not { Terms: { } terms } ask)
            return new(run, OverrideState.None, 0, [], null, null, null, null, null, "nobody has asked to pass a rule");

        var state = StateOf(story, terms, ground);
        return new(
            run, state, ask.Sequence, terms.Rules, ask.By, story.Confirmation?.By, ask.Reason, story.Confirmation?.Reason, terms.Until,
            Explain(state, story, ask, terms));
    }

    internal static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static OverrideState StateOf(Story story, OverrideTerms terms, OverrideGround ground)
    {
        if (story.Withdrawal is not null)
            return OverrideState.Withdrawn;
        if (ground.Now >= terms.Until)
            return OverrideState.Expired;
        if (terms.Policy != ground.Policy || (terms.Statement ?? ground.Statement) != (ground.Statement ?? terms.Statement))
            return OverrideState.Void;
        return story.Confirmation is null ? OverrideState.Asked : OverrideState.Live;
    }

    private static string Explain(OverrideState state, Story story, OverrideEntry ask, OverrideTerms terms)
    {
        var (what, until) = (OverridableRules.Text(terms.Rules), $"{terms.Until.UtcDateTime:u}");
        var who = story.Confirmation is { } second ? $"{ask.By} and {second.By}" : ask.By;
        return state switch
        {
            OverrideState.Asked => $"{ask.By} asks to let it pass {what} until {until}: {ask.Reason}; a second person has to confirm",
            OverrideState.Live => $"{who} let it pass {what} until {until}: {ask.Reason}",
            OverrideState.Withdrawn => $"withdrawn by {story.Withdrawal!.By}; {who} would have let it pass {what}",
            OverrideState.Expired when story.Confirmation is null => $"over since {until}; {who} asked, and nobody confirmed",
            OverrideState.Expired => $"over since {until}; {who} had let it pass {what}",
            _ => $"void: the policy or the version is another one than {who} spoke of",
        };
    }

    private sealed record Story(OverrideEntry? Ask, OverrideEntry? Confirmation, OverrideEntry? Withdrawal)
    {
        public Story After(OverrideEntry entry) => entry.Act switch
        {
            OverrideAct.Ask when entry.Terms is not null && !StandsAt(entry.At) => new(entry, null, null),
            OverrideAct.Confirm when StandsAt(entry.At) && Confirmation is null && !IsSame(Ask!.By, entry.By) =>
                this with { Confirmation = entry },
            OverrideAct.Withdraw when StandsAt(entry.At) => this with { Withdrawal = entry },
            _ => this,
        };

        private bool StandsAt(DateTimeOffset at) => Ask?.Terms is { } terms && Withdrawal is null && at < terms.Until;
    }
}
