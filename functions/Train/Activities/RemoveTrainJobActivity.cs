using Landfall.Kubernetes.Jobs;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Train.Activities;

/// <summary>Removes a Job whose result is known, and whatever still runs of it.</summary>
public sealed class RemoveTrainJobActivity(JobRunner jobs, ILogger<RemoveTrainJobActivity> logger)
{
    [Function(Steps.RemoveTrainJob)]
    public async Task Run([ActivityTrigger] JobLook look, CancellationToken cancel)
    {
        await jobs.Remove(look, cancel);
        Log.Removed(logger, look.Job.Namespace, look.Job.Name, look.Attempt.Request.Run.Id);
    }
}
