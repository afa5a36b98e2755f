using Landfall.Domain.Documents;
using Landfall.Domain.Experiments;
using Landfall.Domain.Signing;
using Landfall.Domain.Storage;
using Landfall.Kubernetes.Jobs;
using Landfall.Signing;

namespace Landfall.Functions.Evaluate.Jobs;

/// <summary>What an evaluation attempt looks like, by the documents its run pinned.</summary>
public sealed class EvaluateDesigner(PinnedDocuments documents, EvaluateJobOptions options, IPublicKeys keys)
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
            ExperimentSpaces.Evaluate(environment.Spec, run),
            EvaluatePod.Build(pipeline.Spec, model, attempt, new(options.AgentImage, await KeysOf(run, model, cancel))),
            [
                new(EvaluatePod.ModelKey, EvaluatePod.ModelContainer(model), ContainerAccess.Read),
                new(EvaluatePod.DataKey, Containers.Holdout, ContainerAccess.Read),
                new(EvaluatePod.TargetKey, Containers.Outputs, ContainerAccess.CreateAndWrite),
            ],
            ExperimentSpaces.Queue(environment.Spec, run));
    }

    /// <returns>Null for a candidate, which nobody has signed, and where every trusted key counts for the model.</returns>
    private async Task<string?> KeysOf(Run run, ModelRef model, CancellationToken cancel)
    {
        if (model.Number is null
            || ModelTrust.Of((await documents.Policy(run, cancel)).Spec, model.Model) is not { Keys: not null } trust)
            return null;
        return TrustedKeys.FromPem(await keys.Pem(cancel)).BundleFor(trust);
    }
}
