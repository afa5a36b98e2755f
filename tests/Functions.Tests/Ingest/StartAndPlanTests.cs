using Landfall.Contracts;
using Landfall.Domain.Documents;
using Landfall.Domain.Storage;
using Landfall.Functions.Ingest.Activities;
using Landfall.Storage;

namespace Landfall.Functions.Tests.Ingest;

public sealed class StartAndPlanTests
{
    private readonly IngestBench bench = new();

    [Fact]
    public async Task A_run_is_started_once_under_its_own_id_and_is_then_the_lanes_no_more()
    {
        var run = await Claim();

        await bench.Start(run);
        await bench.Start(run);

        var started = Assert.Single(bench.Hub.Started);
        Assert.Equal((Orchestrators.ModelDelivery, run.Id, run), (started.Name, started.Instance, started.Input));
        Assert.Empty((await bench.Scan()).Claimed);
    }

    [Fact]
    public async Task Killed_after_the_start_it_marks_the_run_when_asked_again()
    {
        var run = await Claim();
        bench.Hub.Add(Orchestrators.ModelDelivery, run.Id);

        await bench.Start(run);

        Assert.Empty(bench.Hub.Started);
        Assert.Empty((await bench.Scan()).Claimed);
    }

    [Fact]
    public async Task The_plan_comes_from_the_pinned_documents_and_stays()
    {
        var run = await Claim();
        var planner = new PlanRunActivity(new PinnedDocuments(new BlobDocumentStore(bench.Blobs)), bench.Blobs);
        var plan = await planner.Run(run, default);
        await bench.Apply(complete: "each: true", owner: "others");

        var again = await planner.Run(run, default);

        Assert.Equal("flights", plan.Rollout.Route);
        Assert.Equal(plan.Train, again.Train);
        Assert.Equal(plan.Train, (await bench.Blobs.NeedJson<RunPlan>(Paths.Plan(run.Id), default)).Train);
    }

    [Fact]
    public async Task A_run_whose_pipeline_is_not_stored_says_what_to_do()
    {
        var run = await Claim();
        bench.Blobs.Delete(new(Containers.Documents, $"sha256/{Paths.Hex(run.Documents.Pipeline)}.json"));
        var planner = new PlanRunActivity(new PinnedDocuments(new BlobDocumentStore(bench.Blobs)), bench.Blobs);

        var failure = await Assert.ThrowsAsync<TerminalFailure>(() => planner.Run(run, default));

        Assert.Contains("Apply the document again", failure.Message, StringComparison.Ordinal);
    }

    private async Task<Run> Claim()
    {
        await bench.LandMonth();
        return Assert.Single((await bench.Scan()).Claimed);
    }
}
