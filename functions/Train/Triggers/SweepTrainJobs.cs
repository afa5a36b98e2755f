using Landfall.Domain.Experiments;
using Landfall.Kubernetes.Jobs;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Train.Triggers;

/// <summary>Every five minutes: no Job may outlive its run, whatever died on the way.</summary>
public sealed class SweepTrainJobs(JobSweep sweep, ILogger<SweepTrainJobs> logger)
{
    [Function(nameof(SweepTrainJobs))]
    public async Task Run([TimerTrigger("30 */5 * * * *")] TimerInfo timer, CancellationToken cancel)
    {
        var removed = await sweep.Run(ExperimentSpaces.AllTrain, cancel);
        if (removed.Count > 0)
            Log.Swept(logger, string.Join(", ", removed));
    }
}
