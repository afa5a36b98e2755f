using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Overrides;
using Landfall.Domain.Policies;

namespace Landfall.Domain.Tests.Overrides;

public sealed class OverrideBookTests
{
    private static readonly IReadOnlyList<OverrideEntry> Live = Spoken.LogOf(OverrideState.Live);

    public static TheoryData<OverridableRule, OverrideState> Pairs()
    {
        var pairs = new TheoryData<OverridableRule, OverrideState>();
        foreach (var rule in Enum.GetValues<OverridableRule>())
        {
            foreach (var state in Enum.GetValues<OverrideState>())
                pairs.Add(rule, state);
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Only_a_live_one_passes_and_only_the_rules_it_names(OverridableRule rule, OverrideState state)
    {
        var view = OverrideBook.Of(Spoken.Run, Spoken.LogOf(state), Spoken.GroundOf(state));

        Assert.Equal(state == OverrideState.Live && rule == OverridableRule.Freeze, view.Passes(rule));
        Assert.Equal(state == OverrideState.Live, view.Words is not null);
    }

    [Fact]
    public void It_says_who_lets_what_pass_until_when_and_why()
    {
        var view = OverrideBook.Of(Spoken.Run, Live, Spoken.At(30));

        Assert.Equal(("ana", "bo", Spoken.Noon.AddHours(2)), (view.AskedBy, view.ConfirmedBy, view.Until));
        Assert.Equal(
            "ana and bo let it pass the policy's freeze windows until 2026-12-24 14:00:00Z: production is on fire", view.Explanation);
        Assert.Equal(
            "freeze window 'year end' overridden by ana and bo until 2026-12-24 14:00:00Z: production is on fire",
            new FreezeHit("year end", Spoken.Noon.AddDays(9)).PassedBy(view)!.Explanation);
    }

    [Fact]
    public void Hours_are_passed_by_their_own_rule_alone()
    {
        var during = new DuringSpec("UTC", [Weekday.Monday]);
        var both = OverrideBook.Of(
            Spoken.Run,
            [
                OverrideRules.Ask(
                    Spoken.Run, [], Spoken.Wish with { Rules = [OverridableRule.Freeze, OverridableRule.Hours] }, "ana", Spoken.At(0)).Entry!,
                Spoken.Confirm(),
            ],
            Spoken.At(30));

        Assert.StartsWith("hours mon 00:00", RaiseHours.PassedBy(during, both)!.Explanation, StringComparison.Ordinal);
        Assert.Null(RaiseHours.PassedBy(during, OverrideBook.Of(Spoken.Run, Live, Spoken.At(30))));
        Assert.Null(RaiseHours.PassedBy(during, null));
    }

    [Theory]
    [InlineData(119, OverrideState.Live)]
    [InlineData(120, OverrideState.Expired)]
    public void It_ends_by_itself(int minutes, OverrideState state) =>
        Assert.Equal(state, OverrideBook.Of(Spoken.Run, Live, Spoken.At(minutes)).State);

    [Fact]
    public void An_ask_that_nobody_confirmed_ends_too_and_a_word_after_that_makes_nothing_of_it()
    {
        OverrideEntry[] late = [Spoken.Ask(), Spoken.Confirm(minutes: 120)];

        Assert.Equal(OverrideState.Expired, OverrideBook.Of(Spoken.Run, late, Spoken.At(121)).State);
        Assert.Equal(OverrideState.Asked, OverrideBook.Of(Spoken.Run, late, Spoken.At(119)).State);
    }

    [Fact]
    public void A_confirmation_of_the_same_person_in_the_log_counts_for_nothing() => Assert.Equal(
        OverrideState.Asked, OverrideBook.Of(Spoken.Run, [Spoken.Ask(), Spoken.Confirm("Ana")], Spoken.At(30)).State);

    [Theory]
    [InlineData(Spoken.Policy, Spoken.Statement, OverrideState.Live)]
    [InlineData(Spoken.Policy, null, OverrideState.Live)]
    [InlineData(Spoken.Policy, "sha256:other", OverrideState.Void)]
    [InlineData("sha256:other", Spoken.Statement, OverrideState.Void)]
    public void Another_policy_or_version_is_another_question(string policy, string? statement, OverrideState state) =>
        Assert.Equal(state, OverrideBook.Of(Spoken.Run, Live, Spoken.At(30, policy, statement)).State);

    [Fact]
    public void Before_there_is_a_version_it_is_given_for_the_one_that_the_run_makes() => Assert.Equal(
        OverrideState.Live, OverrideBook.Of(Spoken.Run, [Spoken.Ask(statement: null), Spoken.Confirm()], Spoken.At(30)).State);

    [Fact]
    public void After_a_withdrawal_a_new_ask_begins_anew()
    {
        var withdrawn = Spoken.LogOf(OverrideState.Withdrawn);
        var again = OverrideRules.Ask(Spoken.Run, withdrawn, Spoken.Wish, "bo", Spoken.At(30)).Entry!;

        var view = OverrideBook.Of(Spoken.Run, [.. withdrawn, again], Spoken.At(31));

        Assert.Equal((OverrideState.Asked, 4, "bo", null), (view.State, view.Number, view.AskedBy, view.ConfirmedBy));
    }

    [Fact]
    public void The_list_of_rules_is_closed_and_each_has_its_word()
    {
        Assert.Equal(Enum.GetValues<OverridableRule>(), OverridableRules.All.Select(rule => rule.Rule));
        Assert.Equal([OverridableRule.Freeze, OverridableRule.Approvals], OverridableRules.Parse(["APPROVALS", "freeze", "freeze"]));
        Assert.All(
            ["signature", "trust", "gates", "checks", "images", "halt", "admission", "notBy", "policy", "*", "all", "", "0"],
            word => Assert.Null(OverridableRules.Parse(["freeze", word])));
    }
}
