using Landfall.Contracts;
using Landfall.Domain.Rollout;

namespace Landfall.Domain.Tests.Rollout;

public sealed class ExposureTests
{
    /// <summary>The record that a rollout itself writes, up to a rollback at 10 % or to the end.</summary>
    private static IReadOnlyList<RecordEntry> Record(bool harm)
    {
        var (state, now, entries) = (Rollouts.Begin(), Rollouts.Start, new List<RecordEntry>());
        while (!state.IsOver)
        {
            now += TimeSpan.FromSeconds(1);
            var effect = RolloutMachine.EffectOf(state, now);
            if (effect is RolloutEffect.Announce { Fact: var fact })
                entries.Add(new(entries.Count + 1, "", fact, ""));
            var input = harm && effect is RolloutEffect.Look && state.Step == 1
                ? new RolloutInput.Seen(Rollouts.Evidence(now, JudgeOutcome.Harm))
                : Rollouts.Answer(effect, now);
            state = RolloutMachine.Next(state, input, now);
        }

        return entries;
    }

    [Fact]
    public void A_rollback_ends_the_exposure_and_says_how_much_was_seen_and_why()
    {
        var span = Assert.Single(Exposure.Of(Record(harm: true)));

        Assert.Equal(("10 %", 10, 100L), (span.Step, span.Weight, span.Observed));
        Assert.True(span.Until > span.From);
        Assert.Contains("errors: numbers", span.Ended, StringComparison.Ordinal);
    }

    [Fact]
    public void A_promoted_version_is_exposed_until_somebody_goes_back()
    {
        var record = Record(harm: false);
        Assert.Equal([(10, true), (100, false)], Exposure.Of(record).Select(span => (span.Weight, span.Until is not null)));

        var rollback = new RecordFact("r", "rollback-5.0", "rollback", "ana", Rollouts.Start.AddDays(2), "v7 rolled back by ana");
        var later = Exposure.Of([.. record, new(9, "", rollback, "")]);

        Assert.Equal((Rollouts.Start.AddDays(2), "v7 rolled back by ana"), (later[^1].Until, later[^1].Ended));
    }

    [Fact]
    public void Shadow_is_no_exposure() => Assert.Empty(Exposure.Of(
        [new(1, "", new("r", "traffic-0", "traffic", "rollout", Rollouts.Start, "shadow", null,
            System.Text.Json.JsonSerializer.SerializeToElement(new { step = "shadow", weight = 0 })), "")]));
}
