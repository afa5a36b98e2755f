using Landfall.Domain.Experiments;
using Landfall.Kubernetes.Jobs;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Evaluate.Triggers;

/// <summary>Every five minutes: no Job may outlive its run, whatever died on the way.</summary>
public sealed class SweepEvaluateJobs(JobSweep sweep, ILogger<SweepEvaluateJobs> logger)
{
    [Function(nameof(SweepEvaluateJobs))]
    public async Task Run([TimerTrigger("30 */5 * * * *")] TimerInfo timer, CancellationToken cancel)
    {
        var removed = await sweep.Run(ExperimentSpaces.AllEvaluate, cancel);
        if (removed.Count > 0)
            Log.Swept(logger, string.Join(", ", removed));
    }
}
