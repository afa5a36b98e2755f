using Landfall.Contracts;
using Landfall.Domain.Overrides;
using Landfall.Fakes;

namespace Landfall.Functions.Tests.Approve;

/// <summary>A question that needs two, at an hour at which only one of them is awake.</summary>
public sealed class QuorumReliefTests
{
    private readonly ApprovalBench bench = new(quorum: 2);
    private readonly FakeDurableTaskClient hub = new();

    [Fact]
    public async Task One_yes_is_enough_and_stays_so_when_the_override_is_taken_back()
    {
        await Override(OverridableRule.Approvals);
        Assert.Equal(ApprovalState.Pending, (await Read()).State);
        await bench.Submit(bench.Token("anna"), "approve");

        var view = await Read();

        Assert.Equal(ApprovalState.Approved, view.State);
        Assert.Contains("approved by anna, 1 of 2: one is enough, overridden by bo and pia until", view.Explanation, StringComparison.Ordinal);
        Assert.Equal([ApprovalEntryKind.Approve, ApprovalEntryKind.Lower], (await bench.Entries()).Select(entry => entry.Kind));
        await Say((log, ground) => OverrideRules.Withdraw(Run.Id, log, "bo", null, ground));
        var later = await Read();
        Assert.Equal((view.State, view.Explanation), (later.State, later.Explanation));
    }

    [Fact]
    public async Task Whoever_decides_reads_of_it_before_everything_else()
    {
        Assert.DoesNotContain("Emergency override", (await bench.Show(bench.Token("anna"))).Body, StringComparison.Ordinal);

        await Override(OverridableRule.Approvals);

        var page = (await bench.Show(bench.Token("anna"))).Body;
        Assert.Contains("! Emergency override</strong> bo and", page, StringComparison.Ordinal);
        Assert.Contains("bo: production is on fire", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_record_is_told_once()
    {
        await Override(OverridableRule.Approvals);
        await bench.Submit(bench.Token("anna"), "approve");
        await Read();
        await Read();

        var fact = Assert.IsType<RecordFact>(Assert.Single(hub.Started).Input);
        Assert.Equal(("override", $"override-approvals-{ApprovalBench.Id}"), (fact.What, fact.Key));
    }

    [Theory]
    [InlineData(OverridableRule.Freeze, 0)]
    [InlineData(OverridableRule.Approvals, 120)]
    public async Task Another_rule_or_one_that_is_over_leaves_it_as_it_is(OverridableRule rule, int minutesLater)
    {
        await Override(rule);
        bench.Time.Advance(TimeSpan.FromMinutes(minutesLater));
        await bench.Submit(bench.Token("anna"), "approve");

        Assert.Equal(ApprovalState.Pending, (await Read()).State);
        Assert.Single(await bench.Entries());
        Assert.Empty(hub.Started);
    }

    private Run Run => bench.Question.Request.Run;

    private async Task Override(OverridableRule rule)
    {
        await Say((log, ground) => OverrideRules.Ask(Run.Id, log, new([rule], OverrideRules.Usual, "production is on fire"), "bo", ground));
        await Say((log, ground) => OverrideRules.Confirm(Run.Id, log, "pia", null, ground));
    }

    private async Task Say(Func<IReadOnlyList<OverrideEntry>, OverrideGround, OverrideRuling> rule) => Assert.NotNull(
        (await new OverrideLog(bench.Blobs).Append(
            Run.Id, log => rule(log, new(bench.Time.GetUtcNow(), Run.Documents.Policy, bench.Question.Request.Version.StatementDigest)), default))
        .Entry);

    private Task<ApprovalView> Read() => bench.Reader.Run(new(ApprovalBench.Id), hub, default);
}
