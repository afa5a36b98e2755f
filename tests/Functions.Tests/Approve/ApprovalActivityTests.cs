using Landfall.Contracts;
using Landfall.Fakes;
using Landfall.Functions.Approve.Activities;

namespace Landfall.Functions.Tests.Approve;

public sealed class ApprovalActivityTests
{
    private readonly ApprovalBench bench = new();

    [Fact]
    public async Task What_was_decided_is_read_from_the_log()
    {
        var before = await Read();
        await bench.Submit(bench.Token("bo"), "approve");

        Assert.Equal(ApprovalState.Pending, before.State);
        Assert.Equal((ApprovalState.Approved, 1), ((await Read()).State, (await Read()).Entries));
    }

    [Fact]
    public async Task Closing_again_adds_nothing_and_nobody_decides_after_it()
    {
        await Close(ApprovalEntryKind.Expire);
        await Close(ApprovalEntryKind.Expire);
        await Close(ApprovalEntryKind.Supersede);

        Assert.Equal(ApprovalEntryKind.Expire, Assert.Single(await bench.Entries()).Kind);
        Assert.Equal(409, (await bench.Submit(bench.Token("anna"), "approve")).Status);
        Assert.Equal(ApprovalState.Expired, (await Read()).State);
    }

    [Fact]
    public async Task A_person_who_was_faster_stands_against_the_end()
    {
        await bench.Submit(bench.Token("anna"), "reject");
        await Close(ApprovalEntryKind.Supersede);

        Assert.Equal(ApprovalState.Rejected, (await Read()).State);
        Assert.Single(await bench.Entries());
    }

    private Task<ApprovalView> Read() => bench.Reader.Run(new(ApprovalBench.Id), new FakeDurableTaskClient(), default);

    private Task Close(ApprovalEntryKind kind) =>
        new CloseApprovalActivity(bench.Log, bench.Time).Run(new(ApprovalBench.Id, kind, "because"), default);
}
