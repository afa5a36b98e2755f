using Landfall.Contracts.Documents;

namespace Landfall.Domain.Overrides;

/// <summary>Why an act was not taken.</summary>
public enum OverrideRefused { None, Unclear, AskedAlready, NothingAsked, SamePerson, ConfirmedAlready }

/// <param name="Entry">The entry to claim, or the one that stands already; null when refused.</param>
/// <param name="Explanation">For the person: what is so, and what they can do.</param>
public sealed record OverrideRuling(OverrideRefused Refused, OverrideEntry? Entry, string Explanation);

/// <summary>What somebody wants to let a run pass.</summary>
/// <param name="For">How long from now; two hours where nothing was said.</param>
public sealed record OverrideWish(IReadOnlyList<OverridableRule> Rules, TimeSpan For, string Reason);

/// <summary>
/// May this person do that now? Pure; the caller claims the entry's number create-only and asks again if it is taken. The same
/// act of the same person again is the entry that stands.
/// </summary>
public static class OverrideRules
{
    public const int LongestReason = 2000;

    public static TimeSpan Usual { get; } = TimeSpan.FromHours(2);

    public static TimeSpan Least { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Longer than a night: what takes longer is a change of the policy.</summary>
    public static TimeSpan Most { get; } = TimeSpan.FromHours(24);

    /// <returns>What is wrong with a wish, whoever has it; null when nothing is.</returns>
    public static string? Problem(OverrideWish wish)
    {
        ArgumentNullException.ThrowIfNull(wish);
        if (wish.Rules.Count == 0)
            return $"It must be said which rules are passed: {OverridableRules.Words}.";
        if (wish.For < Least || wish.For > Most)
        {
            return $"A run may pass a rule for {DurationText.Format(Least)} to {DurationText.Format(Most)}, not for "
                + $"{DurationText.Format(wish.For)}. For longer, change the policy and run again.";
        }

        return string.IsNullOrWhiteSpace(wish.Reason) || wish.Reason.Length > LongestReason
            ? $"A reason of 1 to {LongestReason} characters is needed."
            : null;
    }

    public static OverrideRuling Ask(
        string run, IReadOnlyList<OverrideEntry> log, OverrideWish wish, string by, OverrideGround ground)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(ground);
        if (Problem(wish) is { } unclear)
            return Refuse(OverrideRefused.Unclear, unclear);

        var view = OverrideBook.Of(run, log, ground);
        if (view.State is OverrideState.Asked or OverrideState.Live or OverrideState.Void)
        {
            return view.State != OverrideState.Void && OverrideBook.IsSame(view.AskedBy!, by) && view.Reason == wish.Reason
                && view.Rules.SequenceEqual(wish.Rules)
                ? Stands(log, view.Number)
                : Refuse(OverrideRefused.AskedAlready, $"One stands for {run} already: {view.Explanation}. Withdraw it first.");
        }

        return New(new(
            Next(log), OverrideAct.Ask, by, ground.Now, wish.Reason,
            new([.. wish.Rules.Distinct()], ground.Now + wish.For, ground.Policy, ground.Statement)));
    }

    public static OverrideRuling Confirm(
        string run, IReadOnlyList<OverrideEntry> log, string by, string? reason, OverrideGround ground)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(ground);
        var view = OverrideBook.Of(run, log, ground);
        return view switch
        {
            { State: OverrideState.Live } when OverrideBook.IsSame(view.ConfirmedBy!, by) =>
                Stands(log, Last(log, OverrideAct.Confirm, by)),
            { State: OverrideState.Live } => Refuse(OverrideRefused.ConfirmedAlready, $"Nothing is left to confirm: {view.Explanation}."),
            { State: not OverrideState.Asked } => Refuse(OverrideRefused.NothingAsked, $"Nothing is to be confirmed: {view.Explanation}."),
            _ when OverrideBook.IsSame(view.AskedBy!, by) => Refuse(
                OverrideRefused.SamePerson, $"{by} has asked for it and cannot confirm it too. A second person has to."),
            _ => New(new(Next(log), OverrideAct.Confirm, by, ground.Now, reason)),
        };
    }

    public static OverrideRuling Withdraw(
        string run, IReadOnlyList<OverrideEntry> log, string by, string? reason, OverrideGround ground)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(ground);
        var view = OverrideBook.Of(run, log, ground);
        return view.State switch
        {
            OverrideState.Asked or OverrideState.Live or OverrideState.Void =>
                New(new(Next(log), OverrideAct.Withdraw, by, ground.Now, reason)),
            OverrideState.Withdrawn => Stands(log, log.Last(entry => entry.Act == OverrideAct.Withdraw).Sequence),
            _ => Refuse(OverrideRefused.NothingAsked, $"Nothing is to be withdrawn: {view.Explanation}."),
        };
    }

    private static int Next(IReadOnlyList<OverrideEntry> log) => log.Count == 0 ? 1 : log.Max(entry => entry.Sequence) + 1;

    private static int Last(IReadOnlyList<OverrideEntry> log, OverrideAct act, string by) =>
        log.Last(entry => entry.Act == act && OverrideBook.IsSame(entry.By, by)).Sequence;

    private static OverrideRuling New(OverrideEntry entry) => new(OverrideRefused.None, entry, "Recorded.");

    private static OverrideRuling Stands(IReadOnlyList<OverrideEntry> log, int sequence) =>
        new(OverrideRefused.None, log.Single(entry => entry.Sequence == sequence), "This has been recorded already.");

    private static OverrideRuling Refuse(OverrideRefused why, string explanation) => new(why, null, explanation);
}
