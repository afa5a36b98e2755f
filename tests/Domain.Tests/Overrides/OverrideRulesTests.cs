using CsCheck;
using Landfall.Contracts;
using Landfall.Domain.Overrides;
using Refused = Landfall.Domain.Overrides.OverrideRefused;

namespace Landfall.Domain.Tests.Overrides;

public sealed class OverrideRulesTests
{
    private static readonly string[] People = ["ana", "bo", "cem"];

    /// <summary>What becomes of each act in each state, by ana who asked, bo who confirmed, and cem.</summary>
    private static readonly Dictionary<(OverrideState, OverrideAct), (Refused Ana, Refused Bo, Refused Cem)> Table = new()
    {
        [(OverrideState.None, OverrideAct.Ask)] = (Refused.None, Refused.None, Refused.None),
        [(OverrideState.None, OverrideAct.Confirm)] = (Refused.NothingAsked, Refused.NothingAsked, Refused.NothingAsked),
        [(OverrideState.None, OverrideAct.Withdraw)] = (Refused.NothingAsked, Refused.NothingAsked, Refused.NothingAsked),
        [(OverrideState.Asked, OverrideAct.Ask)] = (Refused.None, Refused.AskedAlready, Refused.AskedAlready),
        [(OverrideState.Asked, OverrideAct.Confirm)] = (Refused.SamePerson, Refused.None, Refused.None),
        [(OverrideState.Asked, OverrideAct.Withdraw)] = (Refused.None, Refused.None, Refused.None),
        [(OverrideState.Live, OverrideAct.Ask)] = (Refused.None, Refused.AskedAlready, Refused.AskedAlready),
        [(OverrideState.Live, OverrideAct.Confirm)] = (Refused.ConfirmedAlready, Refused.None, Refused.ConfirmedAlready),
        [(OverrideState.Live, OverrideAct.Withdraw)] = (Refused.None, Refused.None, Refused.None),
        [(OverrideState.Withdrawn, OverrideAct.Ask)] = (Refused.None, Refused.None, Refused.None),
        [(OverrideState.Withdrawn, OverrideAct.Confirm)] = (Refused.NothingAsked, Refused.NothingAsked, Refused.NothingAsked),
        [(OverrideState.Withdrawn, OverrideAct.Withdraw)] = (Refused.None, Refused.None, Refused.None),
        [(OverrideState.Expired, OverrideAct.Ask)] = (Refused.None, Refused.None, Refused.None),
        [(OverrideState.Expired, OverrideAct.Confirm)] = (Refused.NothingAsked, Refused.NothingAsked, Refused.NothingAsked),
        [(OverrideState.Expired, OverrideAct.Withdraw)] = (Refused.NothingAsked, Refused.NothingAsked, Refused.NothingAsked),
        [(OverrideState.Void, OverrideAct.Ask)] = (Refused.AskedAlready, Refused.AskedAlready, Refused.AskedAlready),
        [(OverrideState.Void, OverrideAct.Confirm)] = (Refused.NothingAsked, Refused.NothingAsked, Refused.NothingAsked),
        [(OverrideState.Void, OverrideAct.Withdraw)] = (Refused.None, Refused.None, Refused.None),
    };

    public static TheoryData<OverrideState, OverrideAct> Pairs()
    {
        var pairs = new TheoryData<OverrideState, OverrideAct>();
        foreach (var state in Enum.GetValues<OverrideState>())
        {
            foreach (var act in Enum.GetValues<OverrideAct>())
                pairs.Add(state, act);
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Each_act_in_each_state_is_taken_or_refused_with_what_is_so(OverrideState state, OverrideAct act)
    {
        var (log, ground) = (Spoken.LogOf(state), Spoken.GroundOf(state));
        Assert.Equal(state, OverrideBook.Of(Spoken.Run, log, ground).State);

        var rulings = People.Select(person => Spoken.Rule(act, log, person, ground)).ToList();

        var expected = Table[(state, act)];
        Assert.Equal([expected.Ana, expected.Bo, expected.Cem], rulings.Select(ruling => ruling.Refused));
        Assert.All(rulings, ruling => Assert.Equal(ruling.Refused == Refused.None, ruling.Entry is not null));
        Assert.All(rulings, ruling => Assert.NotEqual("", ruling.Explanation));
    }

    [Fact]
    public void The_same_act_of_the_same_person_again_is_the_entry_that_stands()
    {
        var live = Spoken.LogOf(OverrideState.Live);

        Assert.Equal(live[0], Spoken.Rule(OverrideAct.Ask, live, "ana", Spoken.At(30)).Entry);
        Assert.Equal(live[1], Spoken.Rule(OverrideAct.Confirm, live, "BO", Spoken.At(30)).Entry);
        var withdrawn = Spoken.LogOf(OverrideState.Withdrawn);
        Assert.Equal(withdrawn[2], Spoken.Rule(OverrideAct.Withdraw, withdrawn, "cem", Spoken.At(30)).Entry);
    }

    [Fact]
    public void Who_asked_cannot_confirm_however_they_write_themselves()
    {
        var ruling = Spoken.Rule(OverrideAct.Confirm, Spoken.LogOf(OverrideState.Asked), "ANA", Spoken.At(1));

        Assert.Equal(
            (Refused.SamePerson, "ANA has asked for it and cannot confirm it too. A second person has to."), (ruling.Refused, ruling.Explanation));
    }

    [Theory]
    [InlineData(0.5, "not for 30s")]
    [InlineData(1441.0, "for 1m to 1d, not for 1441m")]
    public void How_long_has_a_least_and_a_most(double minutes, string said) => Assert.Contains(
        said, OverrideRules.Problem(Spoken.Wish with { For = TimeSpan.FromMinutes(minutes) }), StringComparison.Ordinal);

    [Fact]
    public void Without_a_rule_or_a_reason_nothing_is_asked()
    {
        Assert.Null(OverrideRules.Problem(Spoken.Wish with { For = OverrideRules.Most }));
        Assert.Contains(
            "freeze, hours, shadow, first-weight, approvals", OverrideRules.Problem(Spoken.Wish with { Rules = [] }), StringComparison.Ordinal);
        Assert.All(["", "  ", new string('a', 2001)], reason => Assert.Contains(
            "A reason of 1 to 2000", OverrideRules.Ask(Spoken.Run, [], Spoken.Wish with { Reason = reason }, "ana", Spoken.At(0)).Explanation,
            StringComparison.Ordinal));
    }

    [Fact]
    public void Whoever_speaks_at_once_the_log_is_one_story_of_two_people() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 50], Gen.Int[0, 3]).Array[0, 40].Sample(script =>
        {
            var (log, now) = (new List<OverrideEntry>(), Spoken.Noon);
            foreach (var (person, act, minutes, behind) in script)
            {
                now = now.AddMinutes(minutes);
                Speak(log, (OverrideAct)act, People[person], new(now, Spoken.Policy, Spoken.Statement), behind);
                Holds(log, new(now, Spoken.Policy, Spoken.Statement));
            }
        });

    /// <summary>Rules on a log that others may have written to since it was read; a number that is taken is ruled on again.</summary>
    private static void Speak(List<OverrideEntry> log, OverrideAct act, string by, OverrideGround ground, int behind)
    {
        var read = log.Take(Math.Max(0, log.Count - behind)).ToList();
        var ruling = Spoken.Rule(act, read, by, ground);
        if (ruling.Entry is { } early && early.Sequence > read.Count && early.Sequence <= log.Count)
            (read, ruling) = (log, Spoken.Rule(act, log, by, ground));
        if (ruling.Entry is { } entry && entry.Sequence > read.Count)
            log.Add(entry);
    }

    private static void Holds(List<OverrideEntry> log, OverrideGround ground)
    {
        Assert.Equal(Enumerable.Range(1, log.Count), log.Select(entry => entry.Sequence));
        var view = OverrideBook.Of(Spoken.Run, log, ground);
        if (view.State != OverrideState.Live)
            return;

        var since = log.Skip(view.Number).ToList();
        Assert.NotEqual(view.AskedBy, view.ConfirmedBy);
        Assert.Contains(since, entry => entry.Act == OverrideAct.Confirm && entry.By == view.ConfirmedBy && entry.At < view.Until);
        Assert.DoesNotContain(since, entry => entry.Act == OverrideAct.Withdraw && entry.At < view.Until);
        Assert.True(ground.Now < view.Until);
    }
}
