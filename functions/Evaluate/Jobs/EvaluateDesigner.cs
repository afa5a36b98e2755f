using Landfall.Domain.Documents;
using Landfall.Domain.Storage;
using Landfall.Kubernetes.Jobs;

namespace Landfall.Functions.Evaluate.Jobs;

/// <summary>What an evaluation attempt looks like, by the documents its run pinned.</summary>
public sealed class EvaluateDesigner(PinnedDocuments documents, EvaluateJobOptions options)
{
    public async Task<JobDesign> Design(JobAttempt attempt, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var run = attempt.Request.Run;
        var model = attempt.Request.Model
            ?? throw new TerminalFailure($"Run {run.Id} asks for an evaluation without saying of which model.");
        var pipeline = await documents.Pipeline(run, cancel);
        var environment = await documents.Environment(run, cancel);

        return new(
            environment.Spec.Namespaces.Evaluate,
            EvaluatePod.Build(pipeline.Spec, model, attempt, options.AgentImage),
            [
                new(EvaluatePod.ModelKey, EvaluatePod.ModelContainer(model), ContainerAccess.Read),
                new(EvaluatePod.DataKey, Containers.Holdout, ContainerAccess.Read),
                new(EvaluatePod.TargetKey, Containers.Outputs, ContainerAccess.CreateAndWrite),
            ]);
    }
}
