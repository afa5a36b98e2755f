using Landfall.Functions.Train.Jobs;
using Landfall.Kubernetes.Jobs;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Train.Activities;

/// <summary>Makes the Job of one attempt, or finds the one that was made before.</summary>
public sealed class ApplyTrainJobActivity(TrainDesigner designer, JobRunner jobs, ILogger<ApplyTrainJobActivity> logger)
{
    [Function(Steps.ApplyTrainJob)]
    public async Task<JobRef> Run([ActivityTrigger] JobAttempt attempt, CancellationToken cancel)
    {
        var job = await jobs.Apply(attempt, await designer.Design(attempt, cancel), cancel);
        Log.Applied(logger, job.Namespace, job.Name, attempt.Request.Run.Id, attempt.MemoryFactor);
        return job;
    }
}
