using Landfall.Kubernetes.Jobs;

namespace Landfall.Functions.Evaluate.Activities;

/// <summary>Where a Job stands, and once it is over: what it made, or why it did not.</summary>
public sealed class ReadEvaluateJobActivity(JobRunner jobs)
{
    [Function(Steps.ReadEvaluateJob)]
    public Task<JobReport> Run([ActivityTrigger] JobLook look, CancellationToken cancel) => jobs.Read(look, cancel);
}
