using Landfall.Domain.Documents;
using Landfall.Domain.Runs;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Ingest.Activities;

/// <summary>Makes the run's plan from the documents it pinned, and keeps it beside the run's other papers.</summary>
public sealed class PlanRunActivity(PinnedDocuments documents, IBlobStore blobs)
{
    [Function(Steps.PlanRun)]
    public async Task<RunPlan> Run([ActivityTrigger] Run run, CancellationToken cancel)
    {
        var pipeline = await documents.Pipeline(run, cancel);
        var plan = RunPlanner.Plan(
            pipeline.Spec, (await documents.Policy(run, cancel)).Spec, (await documents.Environment(run, cancel)).Spec);
        await blobs.CreateJson(Paths.Plan(run.Id), plan, cancel);
        return plan;
    }
}
