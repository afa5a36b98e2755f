using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Overrides;
using Landfall.Domain.Policies;
using Landfall.Domain.Tests.Overrides;

namespace Landfall.Domain.Tests.Policies;

public sealed class SteeringRulesTests
{
    private static readonly PolicySpec Strict = new(MandatoryShadow: true, MaxFirstWeight: 10);

    private static readonly RolloutSummary InShadow = new("Looking", 1, 4, "shadow", 0, Spoken.Noon.AddMinutes(10), false, false, 100, [], "no harm yet");

    [Theory]
    [InlineData(RolloutControl.Skip, true, 10, new[] { OverridableRule.Shadow })]
    [InlineData(RolloutControl.Promote, true, 10, new[] { OverridableRule.Shadow, OverridableRule.FirstWeight })]
    [InlineData(RolloutControl.Skip, false, 10, new OverridableRule[0])]
    [InlineData(RolloutControl.Promote, false, 10, new[] { OverridableRule.FirstWeight })]
    [InlineData(RolloutControl.Promote, false, 100, new OverridableRule[0])]
    [InlineData(RolloutControl.Pause, true, 1, new OverridableRule[0])]
    [InlineData(RolloutControl.Resume, true, 1, new OverridableRule[0])]
    [InlineData(RolloutControl.Abort, true, 1, new OverridableRule[0])]
    [InlineData(RolloutControl.SetWeight, true, 1, new OverridableRule[0])]
    public void A_hand_that_ends_the_shadow_early_meets_the_policy(
        RolloutControl control, bool shadow, int first, OverridableRule[] broken) => Assert.Equal(
        broken, Broken(InShadow, control, new(MandatoryShadow: shadow, MaxFirstWeight: first)).Select(ruling => ruling.Rule));

    [Fact]
    public void After_the_first_live_request_and_with_nobody_beside_it_there_is_nothing_to_break()
    {
        Assert.Empty(Broken(InShadow with { HadTraffic = true, StepName = "10 %", Step = 2 }));
        Assert.Empty(Broken(InShadow with { Steps = 1, StepName = "all" }));
    }

    [Fact]
    public void A_shadow_step_whose_time_is_over_may_be_ended_by_whoever_is_asked()
    {
        Assert.Empty(Broken(InShadow with { EndsAt = Spoken.Noon }, RolloutControl.Skip));
        Assert.Equal([OverridableRule.FirstWeight], Broken(InShadow with { EndsAt = Spoken.Noon }).Select(ruling => ruling.Rule));
    }

    [Fact]
    public void Each_rule_is_passed_by_its_own_override_alone()
    {
        var broken = Broken(InShadow);
        var ask = OverrideRules.Ask(Spoken.Run, [], Spoken.Wish with { Rules = [OverridableRule.Shadow] }, "ana", Spoken.At(0)).Entry!;
        var live = OverrideBook.Of(Spoken.Run, [ask, Spoken.Confirm()], Spoken.At(30));

        Assert.Equal(
            "the policy asks for a shadow step, and its time is over at 2026-12-24 12:10:00Z: overridden by ana and bo until "
            + "2026-12-24 14:00:00Z: production is on fire",
            broken[0].PassedBy(live)!.Explanation);
        Assert.Null(broken[1].PassedBy(live));
        Assert.Null(broken[0].PassedBy(null));
    }

    private static IReadOnlyList<SteeringRuling> Broken(
        RolloutSummary rollout, RolloutControl control = RolloutControl.Promote, PolicySpec? policy = null) =>
        SteeringRules.Broken(policy ?? Strict, control, rollout, Spoken.Noon);
}
