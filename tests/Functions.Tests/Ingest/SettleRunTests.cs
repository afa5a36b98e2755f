using Landfall.Contracts;
using Landfall.Domain.Storage;
using Landfall.Functions.Ingest.Activities;
using Landfall.Worker;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Functions.Tests.Ingest;

public sealed class SettleRunTests
{
    private readonly IngestBench bench = new();

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Pending)]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Suspended)]
    public async Task A_run_that_lives_is_left_alone_whatever_the_lane_fears(OrchestrationRuntimeStatus status)
    {
        var run = await Claimed();
        bench.Hub.Add(Orchestrators.ModelDelivery, run.Id, null, status);

        Assert.Null((await Settle(run, "the mark could not be written")).Verdict);
        Assert.Null(await Status(run));
    }

    [Fact]
    public async Task A_run_that_never_began_is_failed_with_the_reason_and_not_claimed_again()
    {
        var run = await Claimed();

        var settled = await Settle(run, "it could not be started: no such hub");

        Assert.Equal(new(Verdict.Failed, true, "it could not be started: no such hub"), settled);
        Assert.Equal((Verdict.Failed, "it could not be started: no such hub"), ((await Status(run))!.Verdict, (await Status(run))!.Reason));
        Assert.Empty((await bench.Scan()).Claimed);
    }

    [Fact]
    public async Task A_run_that_was_terminated_keeps_what_it_showed_last()
    {
        var run = await Claimed();
        var last = new RunStatus(
            run, [new("landed", StepState.Done), new("trained", StepState.Running), new("rollout", StepState.Pending)],
            bench.Time.GetUtcNow(), WaitingFor: "a node");
        bench.Hub.Add(Orchestrators.ModelDelivery, run.Id, last, OrchestrationRuntimeStatus.Terminated);

        Assert.True((await Settle(run)).Written);
        Assert.False((await Settle(run)).Written);

        var status = (await Status(run))!;
        Assert.Equal("its orchestration is Terminated without a verdict", status.Reason);
        Assert.Equal([StepState.Done, StepState.Failed, StepState.Skipped], status.Steps.Select(step => step.State));
        Assert.Null(status.WaitingFor);
    }

    [Fact]
    public async Task A_verdict_that_was_written_stands()
    {
        var run = await Claimed();
        await bench.End(run, Verdict.Promoted);

        Assert.Equal((Verdict.Promoted, false), ((await Settle(run)).Verdict!.Value, (await Settle(run)).Written));
        Assert.Equal(Verdict.Promoted, (await Status(run))!.Verdict);
    }

    private async Task<Run> Claimed()
    {
        await bench.LandMonth();
        return Assert.Single((await bench.Scan()).Claimed);
    }

    private Task<SettledRun> Settle(Run run, string? problem = null) =>
        new SettleRunActivity(bench.Blobs, bench.Time, NullLogger<SettleRunActivity>.Instance)
            .Run(new(run, problem), bench.Hub, default);

    private async Task<RunStatus?> Status(Run run) =>
        (await bench.Blobs.ReadJson<RunStatus>(Paths.Status(run.Id), default))?.Value;
}
