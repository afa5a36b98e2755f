using Landfall.Domain.Documents;
using Landfall.Domain.Experiments;
using Landfall.Domain.Storage;
using Landfall.Kubernetes.Jobs;

namespace Landfall.Functions.Train.Jobs;

/// <summary>What a training attempt looks like, by the documents its run pinned.</summary>
public sealed class TrainDesigner(PinnedDocuments documents, TrainOptions options)
{
    public async Task<JobDesign> Design(JobAttempt attempt, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var run = attempt.Request.Run;
        var pipeline = await documents.Pipeline(run, cancel);
        var environment = await documents.Environment(run, cancel);

        return new(
            ExperimentSpaces.Train(environment.Spec, run),
            TrainPod.Build(pipeline.Spec.Train, attempt, options.AgentImage),
            [
                new(TrainPod.SourceKey, Containers.Training, ContainerAccess.Read),
                new(TrainPod.TargetKey, Containers.Outputs, ContainerAccess.CreateAndWrite),
            ],
            ExperimentSpaces.Queue(environment.Spec, run));
    }
}
