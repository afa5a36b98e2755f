using System.Text.Json;
using Landfall.Contracts;
using Landfall.Domain.Approvals;
using Landfall.Domain.Rollout;

namespace Landfall.Domain.Tests.Rollout;

/// <summary>People who have to agree before a step: 10 % is served, and 100 % is asked for.</summary>
public sealed class RolloutGatesTests
{
    private const int All = 2;
    private static readonly DateTimeOffset Now = Rollouts.Start.AddMinutes(10);

    private static RolloutState Walk(RolloutState state, Func<RolloutState, bool> until)
    {
        for (var now = Rollouts.Start; !until(state); now = now.AddSeconds(1))
        {
            Assert.InRange(now, Rollouts.Start, Rollouts.Start.AddMinutes(9));
            state = RolloutMachine.Next(state, Rollouts.Answer(RolloutMachine.EffectOf(state, now), now), now);
        }

        return state;
    }

    private static RolloutState Waiting() =>
        Walk(Rollouts.BeginAsking(steps: All), state => state is { Phase: RolloutPhase.Looking, Pending: not null });

    private static RolloutState See(
        RolloutState state, ApprovalState? said = null, JudgeOutcome outcome = JudgeOutcome.Undecided, string? blind = null,
        string? halted = null, DateTimeOffset? at = null) => RolloutMachine.Next(
            state,
            new RolloutInput.Seen(
                Rollouts.Evidence(at ?? Now, outcome, blind) with { Halted = halted }, said is { } log ? Rollouts.View(All, log) : null),
            at ?? Now);

    private static RolloutState Do(RolloutState state, RolloutControl control, string by = "ana", int? weight = null) =>
        RolloutMachine.Next(state, new RolloutInput.Commanded(new(control, by, "because", weight)), Now);

    [Fact]
    public void People_are_asked_once_about_what_was_seen_and_the_weight_stays()
    {
        var asking = Walk(Rollouts.BeginAsking(steps: All), state => state.Phase == RolloutPhase.Asking);
        var ask = Assert.IsType<RolloutEffect.Ask>(RolloutMachine.EffectOf(asking, Now));

        Assert.Equal("flights-0123456789ab-approval-step-3", ask.Request.Id);
        Assert.Equal((3, 10, 100, "10 %"), (ask.Request.Step!.Step, ask.Request.Step.From, ask.Request.Step.To, ask.Request.Step.Seen!.Step));
        Assert.Equal((Rollouts.Version(7), 2), (ask.Request.Version, ask.Request.Plan.Quorum));
        Assert.Equal(("asked", "asked-flights-0123456789ab-approval-step-3"), (ask.Fact.What, ask.Fact.Key));

        var waiting = RolloutMachine.Next(asking, new RolloutInput.Done(), Now);
        Assert.Equal((RolloutPhase.Looking, 1, 10), (waiting.Phase, waiting.Step, waiting.Summary.Weight));
        Assert.Equal(
            ("people are asked about the step all: waiting for 2 of ml-leads", ask.Request.Id),
            (waiting.Summary.WaitsFor, waiting.Summary.ApprovalId));

        var later = See(See(waiting), ApprovalState.Pending);
        Assert.Equal((RolloutPhase.Looking, 1), (later.Phase, later.Step));
        Assert.Equal(ask.Request.Id, Assert.IsType<RolloutEffect.Look>(RolloutMachine.EffectOf(later, Now)).Approval);
    }

    [Fact]
    public void Their_yes_opens_the_step_and_stands_with_its_move()
    {
        var next = See(Waiting(), ApprovalState.Approved);

        Assert.Equal((RolloutPhase.Announcing, All, null), (next.Phase, next.Step, next.Pending));
        var fact = Assert.IsType<RolloutEffect.Announce>(RolloutMachine.EffectOf(next, Now)).Fact;
        Assert.EndsWith("; approved by ana, bo", fact.Summary, StringComparison.Ordinal);
        Assert.Equal("flights-0123456789ab-approval-step-3", fact.Facts!.Value.GetProperty("approval").GetString());
    }

    [Theory]
    [InlineData(ApprovalState.Rejected)]
    [InlineData(ApprovalState.Expired)]
    [InlineData(ApprovalState.Void)]
    public void A_no_after_first_traffic_is_a_refusal_and_the_traffic_goes_back(ApprovalState said)
    {
        var back = See(Waiting(), said);

        Assert.Equal((RolloutPhase.Returning, Verdict.Rejected, true, true),
            (back.Phase, back.Verdict!.Verdict, back.Verdict.HadTraffic, back.Verdict.Restored));
        var over = Walk(back, state => state.IsOver);
        Assert.Equal(Verdict.Rejected, over.Verdict!.Verdict);
    }

    [Fact]
    public void A_no_counts_while_it_is_paused_or_halted_too()
    {
        Assert.Equal(Verdict.Rejected, See(Do(Waiting(), RolloutControl.Pause), ApprovalState.Rejected).Verdict!.Verdict);
        Assert.Equal(Verdict.Rejected, See(Waiting(), ApprovalState.Rejected, halted: "halted by ada").Verdict!.Verdict);
    }

    [Fact]
    public void Harm_while_people_think_rolls_back_and_ends_the_question()
    {
        var back = See(Waiting(), ApprovalState.Approved, JudgeOutcome.Harm);
        Assert.Equal((RolloutPhase.Returning, Verdict.RolledBack), (back.Phase, back.Verdict!.Verdict));

        var harmed = See(Waiting(), outcome: JudgeOutcome.Harm);
        var closing = Walk(harmed, state => state.Phase == RolloutPhase.Closing);
        var close = Assert.IsType<RolloutEffect.Close>(RolloutMachine.EffectOf(closing, Now)).Request;
        Assert.Equal(("flights-0123456789ab-approval-step-3", ApprovalEntryKind.Supersede), (close.Id, close.Kind));
        Assert.Equal(RolloutPhase.Sealing, RolloutMachine.Next(closing, new RolloutInput.Failed("storage is away"), Now).Phase);
    }

    [Theory]
    [InlineData("paused")]
    [InlineData("halted by ada")]
    [InlineData("no agent")]
    public void A_yes_waits_while_something_else_holds_it(string what)
    {
        var state = what == "paused" ? Do(Waiting(), RolloutControl.Pause) : Waiting();

        var held = See(
            state, ApprovalState.Approved, blind: what == "no agent" ? what : null, halted: what == "halted by ada" ? what : null);

        Assert.Equal((RolloutPhase.Looking, 1), (held.Phase, held.Step));
        Assert.Null(Assert.IsType<RolloutEffect.Look>(RolloutMachine.EffectOf(held, Now)).Approval);
        var on = See(what == "paused" ? Do(held, RolloutControl.Resume) : held);
        Assert.Equal((RolloutPhase.Announcing, All), (on.Phase, on.Step));
    }

    [Fact]
    public void An_abort_gives_the_traffic_back_while_people_are_asked()
    {
        var back = Do(Waiting(), RolloutControl.Abort);

        Assert.Equal((RolloutPhase.Returning, Verdict.Cancelled), (back.Phase, back.Verdict!.Verdict));
    }

    [Fact]
    public void News_of_the_question_brings_the_next_look_at_once_and_only_that_one()
    {
        var waiting = Waiting();
        Assert.Same(waiting, Do(waiting, RolloutControl.Decided, "flights-0123456789ab-approval-step-2"));

        var nudged = Do(waiting, RolloutControl.Decided, waiting.Summary.ApprovalId!);
        Assert.Equal(TimeSpan.Zero, Assert.IsType<RolloutEffect.Look>(RolloutMachine.EffectOf(nudged, Now)).After);
        Assert.True(Assert.IsType<RolloutEffect.Look>(RolloutMachine.EffectOf(See(nudged), Now)).After > TimeSpan.Zero);
    }

    [Fact]
    public void A_question_that_reaches_nobody_fails_the_run_and_gives_the_traffic_back()
    {
        var back = Do(Waiting(), RolloutControl.NotAsked, Waiting().Summary.ApprovalId!);

        Assert.Equal((RolloutPhase.Returning, Verdict.Failed), (back.Phase, back.Verdict!.Verdict));
        Assert.Contains("nobody could be asked about the step all: because", back.Verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_that_is_never_heard_of_again_is_no_yes()
    {
        var start = Waiting().Pending!.Since;
        Assert.Null(See(Waiting(), at: start.AddHours(11)).Verdict);

        Assert.Equal(Verdict.Rejected, See(Waiting(), at: start.AddHours(11).AddSeconds(1)).Verdict!.Verdict);
    }

    [Theory]
    [InlineData(RolloutControl.Skip)]
    [InlineData(RolloutControl.Promote)]
    public void Nobody_steers_past_an_open_question(RolloutControl control)
    {
        var same = Do(Waiting(), control);

        Assert.Equal((RolloutPhase.Looking, 1, Waiting().Pending), (same.Phase, same.Step, same.Pending));
        Assert.Contains("people are asked about the step all", same.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Promoting_over_a_step_that_people_have_to_agree_to_asks_them()
    {
        var shadow = Walk(Rollouts.BeginAsking(steps: 1), state => state.Phase == RolloutPhase.Looking);

        var asking = Do(shadow, RolloutControl.Promote);

        Assert.Equal((RolloutPhase.Asking, All), (asking.Phase, asking.Pending!.To));
        Assert.Equal(0, Assert.IsType<RolloutEffect.Ask>(RolloutMachine.EffectOf(asking, Now)).Request.Step!.From);
    }

    [Theory]
    [InlineData(99, 10)]
    [InlineData(5, 5)]
    public void A_weight_set_by_hand_stays_below_what_people_have_to_agree_to(int wish, int weight)
    {
        var plan = Rollouts.BeginAsking(steps: 2);
        var steps = plan.Request.Plan.Steps.SkipLast(1).Append(new(60, TimeSpan.FromSeconds(10), 0, Approve: true)).Append(plan.Steps[^1]);
        var asked = plan with { Request = plan.Request with { Plan = plan.Request.Plan with { Steps = [.. steps] } } };
        var ten = Walk(asked, state => state is { Phase: RolloutPhase.Looking, Pending: not null });

        var set = Do(ten, RolloutControl.SetWeight, weight: wish);

        Assert.Equal((weight, ten.Pending), (set.Current.Weight, set.Pending));
        var looking = Walk(set, state => state.Phase == RolloutPhase.Looking);
        Assert.Equal(All, See(looking, ApprovalState.Approved).Step);
    }

    [Fact]
    public void A_first_version_is_held_ready_without_a_request_until_people_agree()
    {
        var holding = Walk(Rollouts.BeginAsking(first: true, steps: All), state => state.Phase == RolloutPhase.Holding);
        Assert.Equal((0, false), (holding.Summary.Weight, holding.HadTraffic));

        var waiting = Held(holding, ApprovalState.Pending);
        Assert.Equal(RolloutPhase.Holding, waiting.Phase);
        Assert.Equal(RolloutPhase.Announcing, Held(waiting, ApprovalState.Approved).Phase);
        Assert.Equal(RolloutPhase.Holding, Held(Do(waiting, RolloutControl.Pause), ApprovalState.Approved).Phase);

        var refused = Held(waiting, ApprovalState.Rejected);
        Assert.Equal((Verdict.Rejected, false, RolloutPhase.RetiringCandidate), (refused.Verdict!.Verdict, refused.Verdict.Restored, refused.Phase));
        Assert.Equal(RolloutPhase.Closing, Do(waiting, RolloutControl.Abort).Phase);
    }

    [Fact]
    public void A_route_that_was_lost_meanwhile_is_waited_for()
    {
        var holding = Rollouts.In(RolloutPhase.Holding);

        var waiting = RolloutMachine.Next(
            holding, new RolloutInput.Acquired(Rollouts.Lease with { Held = false, HeldBy = "flights-2" }, Rollouts.View(All, ApprovalState.Approved)), Now);

        Assert.Equal((RolloutPhase.Holding, "the route is held by flights-2"), (waiting.Phase, waiting.Explanation));
    }

    [Fact]
    public void An_orchestration_that_cannot_ask_skips_no_question()
    {
        var blunt = Rollouts.BeginAsking(steps: All);

        var failed = Walk(blunt with { Request = blunt.Request with { Asking = null } }, state => state.Verdict is not null);

        Assert.Equal((Verdict.Failed, RolloutPhase.Returning), (failed.Verdict!.Verdict, failed.Phase));
    }

    [Fact]
    public void What_waits_is_the_same_after_it_was_written_down_and_read_again()
    {
        var state = See(Waiting(), ApprovalState.Pending);
        var read = JsonSerializer.Deserialize<RolloutState>(JsonSerializer.Serialize(state, ContractsJson.Options), ContractsJson.Options)!;

        Assert.Equal(state.Pending! with { View = null }, read.Pending! with { View = null });
        Assert.Equal(ApprovalState.Pending, read.Pending!.View!.State);
    }

    [Fact]
    public void People_see_at_a_step_what_outside_checks_said()
    {
        var began = Rollouts.BeginAsking(steps: All);
        CheckStatus[] checks = [new("bias", true, CheckConclusion.Success, "12 of 12 groups")];
        began = began with { Request = began.Request with { Asking = began.Request.Asking! with { Checks = checks } } };

        var asking = Walk(began, state => state.Phase == RolloutPhase.Asking);

        Assert.Same(checks, Assert.IsType<RolloutEffect.Ask>(RolloutMachine.EffectOf(asking, Now)).Request.Checks);
    }

    [Fact]
    public void A_yes_to_one_step_is_none_to_another_or_to_what_was_seen_later()
    {
        var asking = Walk(Rollouts.BeginAsking(steps: All), state => state.Phase == RolloutPhase.Asking);
        var request = Assert.IsType<RolloutEffect.Ask>(RolloutMachine.EffectOf(asking, Now)).Request;
        string[] digests =
        [
            ApprovalEvidence.Digest(request), ApprovalEvidence.Digest(request with { Step = null }),
            ApprovalEvidence.Digest(request with { Step = request.Step! with { Step = 2 } }),
            ApprovalEvidence.Digest(request with { Step = request.Step! with { To = 50 } }),
            ApprovalEvidence.Digest(request with { Step = request.Step! with { Seen = null } }),
            ApprovalEvidence.Digest(request with { Version = Rollouts.Version(8) }),
        ];

        Assert.Equal(digests.Length, digests.Distinct().Count());
    }

    private static RolloutState Held(RolloutState state, ApprovalState said) => RolloutMachine.Next(
        state, new RolloutInput.Acquired(Rollouts.Lease, Rollouts.View(All, said)), Now);
}
