using Landfall.Functions.Evaluate.Jobs;
using Landfall.Kubernetes.Jobs;

namespace Landfall.Functions.Evaluate.Activities;

/// <summary>Makes the Job of one attempt, or finds the one that was made before.</summary>
public sealed class ApplyEvaluateJobActivity(EvaluateDesigner designer, TrustedKeysMap trusted, JobRunner jobs)
{
    [Function(Steps.ApplyEvaluateJob)]
    public async Task<JobRef> Run([ActivityTrigger] JobAttempt attempt, CancellationToken cancel)
    {
        var design = await designer.Design(attempt, cancel);
        if (attempt.Request.Model?.Number is not null)
            await trusted.Apply(design.Namespace, cancel);
        return await jobs.Apply(attempt, design, cancel);
    }
}
