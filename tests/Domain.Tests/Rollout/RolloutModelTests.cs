using System.Text.Json;
using CsCheck;
using Landfall.Contracts;
using Landfall.Domain.Rollout;
using Landfall.Domain.Serving;

namespace Landfall.Domain.Tests.Rollout;

/// <summary>
/// Whole rollouts against a route that is written by the real rules, under random interleavings of commands, harm,
/// blindness, failures, late writes, and a crash after any step: what was done is done, its answer is lost, and what was
/// stored before is read again.
/// </summary>
public sealed class RolloutModelTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private enum Fault { None, Before, AnswerLost, Crash, Late }

    [Fact]
    public void The_invariants_hold_whatever_happens_and_wherever_it_crashes() =>
        Gen.Select(Gen.Bool, Gen.Int[0, 7], Gen.Select(Gen.Int[0, 15], Gen.Enum<Fault>(), Gen.Int[0, 3]).Array[0, 80]).Sample(
            (first, asks, script) => Play(first, asks, script), iter: 400);

    /// <param name="kind">The step that people have to agree to, 0 for none, 3 for both that are live; from 4 with hours too.</param>
    private static void Play(bool first, int kind, (int Event, Fault Fault, int Late)[] script)
    {
        var route = new ModelRoute();
        var (asks, hourly) = (kind % 4, kind >= 4);
        int[] asked = asks == 3 ? [1, 2] : asks == 0 ? [] : [asks];
        var (state, now, turn) = (hourly ? Rollouts.Hourly(Rollouts.BeginAsking(first, asked)) : Rollouts.BeginAsking(first, asked), Rollouts.Start, 0);
        var (announced, back, allowed, agreed) = (0, false, false, false);
        for (; !state.IsOver; turn++)
        {
            Assert.InRange(turn, 0, 5_000);
            now += Second;
            // In the end nobody disturbs it any more, and whoever paused it lets it go on.
            var (what, fault, late) = turn < script.Length ? script[turn] : (state.Paused ? 7 : 14, Fault.None, 0);
            if (late == 3)
                route.Deliver(what);

            var effect = RolloutMachine.EffectOf(state, now);
            if (effect is RolloutEffect.Announce { Fact.Key: not "traffic-back" })
                announced = Math.Max(announced, state.Current.Weight);
            if (effect is RolloutEffect.Shift { Change.MayOverride: false } && state.Current.Weight > route.Weight)
                Assert.True(announced >= state.Current.Weight, "More traffic flowed before it was recorded.");
            if (effect is RolloutEffect.Shift { Change.MayOverride: false } && state.HandWeight is null && state.Current.Approve == true)
                Assert.True(agreed, "A step that people have to agree to began without their yes.");
            if (effect is RolloutEffect.Ask)
                agreed = false;
            if (effect is RolloutEffect.MoveAlias)
                Assert.True(allowed, "It was promoted although neither the evidence nor a person said so.");

            if (Answer(effect, state, fault, what, route, now) is not { } input)
            {
                state = Stored(state);      // it died: the same effect is carried out again
                continue;
            }

            agreed |= input is RolloutInput.Seen { Approval.State: ApprovalState.Approved }
                or RolloutInput.Acquired { Approval.State: ApprovalState.Approved };
            allowed = Allows(state, input, now) || (allowed && effect is not RolloutEffect.Look);
            state = Stored(RolloutMachine.Next(state, input, now));
            back |= state.Phase == RolloutPhase.RecordingReturn;
            if (back)
                Assert.Equal(0, route.Weight);
        }

        route.DeliverAll();
        var promoted = state.Verdict?.Verdict == Verdict.Promoted;
        Assert.Equal(promoted ? 100 : 0, route.Weight);
        var undone = route.Writes.SkipWhile(write => !write.IsBack).ToList();
        Assert.All(undone, write => Assert.Equal(0, write.Weight));
        Assert.False(promoted && undone.Count > 0);
    }

    /// <summary>What promotes: a last step whose time is over with its samples and no harm, or a person.</summary>
    private static bool Allows(RolloutState state, RolloutInput input, DateTimeOffset now) => input switch
    {
        RolloutInput.Commanded { Command.Control: RolloutControl.Promote or RolloutControl.Skip } => true,
        RolloutInput.Seen { Evidence: { Blind: null } seen } =>
            state.Current.IsBake && now >= state.EndsAt && seen.Samples >= state.Current.MinSamples
            && seen.Readings.All(reading => reading.Outcome != JudgeOutcome.Harm),
        _ => false,
    };

    /// <returns>Null when the process died before it could store what came of it.</returns>
    private static RolloutInput? Answer(
        RolloutEffect effect, RolloutState state, Fault fault, int what, ModelRoute route, DateTimeOffset now)
    {
        if (effect is RolloutEffect.Look or RolloutEffect.ReadServing && Command(what) is { } command)
            return new RolloutInput.Commanded(command);
        if (fault == Fault.Before && effect is not RolloutEffect.None)
            return new RolloutInput.Failed("the network is down");
        if (effect is RolloutEffect.Shift { Change: var change })
        {
            return IsClosed(what) && state.Request.Plan.During is not null && change.Weights.CandidateWeight > route.Weight
                ? new RolloutInput.Shifted(new(change.Fence, "", Halted: "the hours are over", OpensAt: Rollouts.Start))
                : Write(change, fault, route);
        }

        if (fault == Fault.Crash)
            return null;
        if (fault == Fault.AnswerLost && effect is not RolloutEffect.None)
            return new RolloutInput.Failed("the answer was lost");
        if (effect is RolloutEffect.Acquire && what == 0)
            return new RolloutInput.Acquired(Rollouts.Lease with { Held = false, HeldBy = "another run" });

        return effect switch
        {
            RolloutEffect.Look look => new RolloutInput.Seen(Evidence(what, now), Log(look.Approval, what)),
            RolloutEffect.Acquire { Approval: var question } => new RolloutInput.Acquired(
                Rollouts.Lease with { OpensAt = IsClosed(what) ? now : null }, Log(question, what)),
            _ => Rollouts.Answer(effect, now),
        };
    }

    private static RolloutInput? Write(TrafficChange change, Fault fault, ModelRoute route)
    {
        if (fault == Fault.Late)
        {
            route.Delay(change);
            return new RolloutInput.Failed("it timed out");
        }

        try
        {
            var applied = route.Apply(change);
            return fault switch
            {
                Fault.Crash => null,
                Fault.AnswerLost => new RolloutInput.Failed("the answer was lost"),
                _ => new RolloutInput.Shifted(applied),
            };
        }
        catch (FencedException refused)
        {
            return new RolloutInput.Failed(refused.Message);
        }
    }

    /// <summary>What people have said: nothing that could be read, nothing yet, no, or yes.</summary>
    private static ApprovalView? Log(string? question, int what) => question is null || what < 12 ? null : new(
        question, what switch { 12 => ApprovalState.Pending, 13 => ApprovalState.Rejected, _ => ApprovalState.Approved }, 2, [], "said", 1);

    private static bool IsClosed(int what) => what == 15;

    private static RolloutCommand? Command(int what) => what switch
    {
        1 => new(RolloutControl.Abort, "ana", null),
        2 => new(RolloutControl.Promote, "ana", null),
        3 => new(RolloutControl.Skip, "ana", null),
        4 => new(RolloutControl.SetWeight, "ana", null, 60),
        5 => new(RolloutControl.SetWeight, "ana", null, 3),
        6 => new(RolloutControl.Pause, "ana", null),
        7 => new(RolloutControl.Resume, "ana", null),
        8 => new(RolloutControl.Supersede, "landfall", null),
        _ => null,
    };

    private static StepEvidence Evidence(int what, DateTimeOffset now) => what switch
    {
        9 => Rollouts.Evidence(now, JudgeOutcome.Harm),
        10 => Rollouts.Evidence(now, blind: "no agent"),
        11 => Rollouts.Evidence(now) with { Halted = "halted by ana" },
        15 => Rollouts.Evidence(now) with { OpensAt = now },
        _ => Rollouts.Evidence(now),
    };

    /// <summary>As it is when it was written down and read again.</summary>
    private static RolloutState Stored(RolloutState state) => JsonSerializer.Deserialize<RolloutState>(
        JsonSerializer.Serialize(state, ContractsJson.Options), ContractsJson.Options)!;
}
