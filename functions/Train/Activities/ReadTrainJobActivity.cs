using Landfall.Kubernetes.Jobs;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Train.Activities;

/// <summary>Where a Job stands, and once it is over: what it made, or why it did not.</summary>
public sealed class ReadTrainJobActivity(JobRunner jobs, ILogger<ReadTrainJobActivity> logger)
{
    [Function(Steps.ReadTrainJob)]
    public async Task<JobReport> Run([ActivityTrigger] JobLook look, CancellationToken cancel)
    {
        var report = await jobs.Read(look, cancel);
        if (report.State is JobState.Failed or JobState.Gone)
        {
            var run = look.Attempt.Request.Run.Id;
            Log.Over(logger, look.Job.Namespace, look.Job.Name, run, report.State, report.Cause);
        }

        return report;
    }
}
