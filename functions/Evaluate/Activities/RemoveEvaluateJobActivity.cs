using Landfall.Kubernetes.Jobs;

namespace Landfall.Functions.Evaluate.Activities;

/// <summary>Removes a Job whose result is known, and whatever still runs of it.</summary>
public sealed class RemoveEvaluateJobActivity(JobRunner jobs)
{
    [Function(Steps.RemoveEvaluateJob)]
    public Task Run([ActivityTrigger] JobLook look, CancellationToken cancel) => jobs.Remove(look, cancel);
}
