using System.Text.Json;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Overrides;
using Landfall.Domain.Policies;
using Landfall.Domain.Records;
using Landfall.Domain.Tests.Explanations;

namespace Landfall.Domain.Tests.Policies;

/// <summary>A changed policy over a run that was promoted in February by one approval, at medium risk.</summary>
public sealed class PolicyReplayTests
{
    private static readonly PolicySpec Then = new(Quorum: new(0, 1, 1));

    private static readonly PipelineSpec Pipeline = ((ModelPipeline)DocumentReader.Read("""
        apiVersion: landfall.dev/v1
        kind: ModelPipeline
        metadata: { name: flights-delay, owner: team }
        spec:
          data: { container: flights, prefix: monthly/, complete: { marker: _SUCCESS } }
          label: { name: delayed, expr: "delay > 15" }
          train: { image: registry.local/trainer:1 }
          serve: { image: registry.local/server:1, route: flights-delay }
          preset: standard
        """).Document!).Spec;

    [Fact]
    public void The_same_policy_says_the_same() => Assert.False(Replay(Then).Differs);

    [Fact]
    public void A_second_approval_that_nobody_gave_shows() => Assert.Equal(
        "At medium risk 2 approvals are needed; 1 were given.", Assert.Single(Replay(Then with { Quorum = new(0, 2, 2) }).New));

    [Fact]
    public void A_freeze_shows_every_move_that_would_have_waited()
    {
        var frozen = Replay(Then with { Freeze = [new("audit", Stories.February.AddMinutes(45), Stories.February.AddMinutes(60))] });

        Assert.Equal(
            "Entry 10, 10 % at 2026-02-28 09:50:00Z, would have waited: frozen until 2026-02-28 10:00:00Z by the policy: audit.",
            Assert.Single(frozen.New));
    }

    [Fact]
    public void What_a_run_passed_by_an_override_shows_whatever_policy_is_played()
    {
        const string Why = "v7 goes to 10 %: freeze window 'audit' overridden by ana and bo until 2026-02-28 11:00:00Z: on fire";
        var past = Past(Then);
        var used = OverrideFacts.Used(
            past.Status.Run.Id, new(OverridableRule.Freeze, Why), "1.2-10", Stories.February.AddMinutes(50));
        var overridden = past with { Entries = [.. past.Entries, RecordChain.Append(past.Entries[^1], used)] };

        var replayed = PolicyReplay.Of(Then, overridden);

        Assert.False(replayed.Differs);
        Assert.EndsWith(Why + ".", Assert.Single(replayed.Overridden!), StringComparison.Ordinal);
        Assert.Null(PolicyReplay.Of(Then, past).Overridden);
    }

    [Fact]
    public void Gates_images_and_the_first_weight_count_as_in_the_pipeline_that_was_pinned()
    {
        var replayed = Replay(Then with { Gates = ["brier"], Images = ["registry.other"], MandatoryShadow = true, MaxFirstWeight = 1 });

        Assert.Equal(3, replayed.New.Count);
        Assert.Contains(replayed.New, objection => objection.Contains("a gate on brier", StringComparison.Ordinal));
        Assert.Equal(Verdict.Promoted, replayed.Was);
    }

    [Fact]
    public void A_key_that_would_not_count_any_more_shows_where_a_version_was_signed()
    {
        var trust = Then with { Trust = [new(["flights-*"], ["new"])] };

        Assert.Equal(
            "spec.trust: key old may not sign versions of model 'flights-delay'; the policy trusts for it only new.",
            Assert.Single(PolicyReplay.Of(trust, Past(Then) with { KeyId = "old" }).New));
        Assert.False(PolicyReplay.Of(trust, Past(Then) with { KeyId = "new" }).Differs);
        Assert.False(PolicyReplay.Of(trust, Past(Then)).Differs);
    }

    [Fact]
    public void What_the_old_policy_objected_to_and_the_new_does_not_is_gone()
    {
        var strict = Then with { Gates = ["brier"] };

        Assert.Single(PolicyReplay.Of(Then, Past(strict)).Gone);
        Assert.Empty(PolicyReplay.Of(Then, Past(strict)).New);
    }

    private static ReplayedRun Replay(PolicySpec policy) => PolicyReplay.Of(policy, Past(Then));

    private static PastRun Past(PolicySpec policy)
    {
        var (status, record) = Stories.Promoted();
        var facts = record.Entries.Select(entry => entry.Fact).ToList();
        facts.Insert(5, new(
            status.Run.Id, "risk", "risk", "policy", Stories.February, "The risk is medium", null,
            JsonSerializer.SerializeToElement(new { level = "Medium" }, ContractsJson.Options)));
        var entries = new List<RecordEntry>();
        foreach (var fact in facts)
            entries.Add(RecordChain.Append(entries.LastOrDefault(), fact));
        return new(status, Pipeline, policy, entries);
    }
}
