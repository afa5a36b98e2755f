using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Experiments;
using Landfall.Domain.Landing;
using Landfall.Domain.Storage;
using Landfall.Functions.Console.Documents;
using Landfall.Functions.Console.Runs;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Console.Experiments;

/// <summary>
/// Makes a run of what somebody wants to try: the applied pipeline with other settings, on data that was accepted. It is started
/// beside the lane, under an id that follows from the request alone, so that asking twice starts one.
/// </summary>
public sealed class ExperimentDesk(
    IDocumentStore documents, IBlobStore blobs, DocumentIntake intake, RunDirectory runs, ConsoleOptions options, TimeProvider time,
    ILogger<ExperimentDesk> logger)
{
    private readonly TaintBook taints = new(blobs);

    private sealed record Ground(string Environment, string Policy);

    internal async Task<ExperimentAnswer> Start(
        AppliedPipeline applied, ExperimentWish wish, DurableTaskClient client, CancellationToken cancel)
    {
        var (pipeline, digest) = applied;
        var name = pipeline.Metadata.Name;
        var id = Experiment.IdOf(name, wish.Request);
        if (await runs.Find(id, client, cancel) is { } before)
            return Same(before.Run, pipeline, wish);

        var (ground, missing) = await Place(cancel);
        if (ground is null)
            return new(null, Refused: missing);
        var (changed, problems) = await Changed(pipeline, wish.Settings, cancel);
        if (changed is null)
            return new(null, Problems: problems);
        var data = ExperimentData.Choose(await Accepted(name, cancel), await taints.Of(name, cancel), pipeline.Spec.Data, wish.Dataset);
        if (data.Chosen is not { } accepted)
            return No("noData", $"{data.Refusal}.", data.Hint!);

        var pinned = new RunDocuments(
            await documents.PutAsync(changed, cancel), ground.Environment, ground.Policy, changed.Spec.Validate.Contract);
        var run = new Run(
            id, name, accepted.Dataset, pinned, new(Experiment.Kind, wish.Request), 1, time.GetUtcNow(),
            Experiment: new(wish.By, wish.Reason, wish.Settings, digest));
        return await Begin(run, pipeline, wish, client, cancel);
    }

    private async Task<ExperimentAnswer> Begin(
        Run run, ModelPipeline pipeline, ExperimentWish wish, DurableTaskClient client, CancellationToken cancel)
    {
        try
        {
            var once = new StartOrchestrationOptions(Orchestrators.RunInstance(run.Id))
                .WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
            await client.ScheduleNewOrchestrationInstanceAsync(Orchestrators.ModelDelivery, run, once, cancel);
            Log.ExperimentStarted(logger, wish.By, run.Id, wish.Settings.Count, run.Dataset.Name);
            return new(run, IsNew: true);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Asked twice at the same moment: the other was faster.
            return await runs.Find(run.Id, client, cancel) is { } other ? Same(other.Run, pipeline, wish) : new(run);
        }
    }

    /// <summary>The same request again finds its run; another one under the same id does not get it.</summary>
    private static ExperimentAnswer Same(Run run, ModelPipeline pipeline, ExperimentWish wish) =>
        run.Experiment?.Settings.SequenceEqual(wish.Settings) == true
        && (wish.Dataset is null || ExperimentData.Means(wish.Dataset, run.Dataset, pipeline.Spec.Data.Prefix))
            ? new(run)
            : No("requestTaken", $"The request '{wish.Request}' was made before, with other settings or other data: {run.Id}.",
                "Give another id for another experiment, or none: --request ID");

    /// <summary>Where it would run, by the documents that hold now.</summary>
    private async Task<(Ground? Ground, RunRefusal? Missing)> Place(CancellationToken cancel)
    {
        if (await intake.CurrentDigest(DocumentKinds.Environment, options.Environment, cancel) is not { } environment
            || await documents.GetAsync(DocumentKinds.Environment, environment, cancel) is not EnvironmentDocument where)
            return (null, Conflict("noEnvironment", "There is no single Environment.", "Apply one, or set Console__Environment."));
        if (await intake.CurrentDigest(DocumentKinds.DeliveryPolicy, options.Policy, cancel) is not { } policy)
            return (null, Conflict("noPolicy", "There is no single DeliveryPolicy.", "Apply one, or set Console__Policy."));

        return where.Spec.Experiments is not null
            ? (new(environment, policy), null)
            : (null, Conflict("noExperiments", $"The Environment '{where.Metadata.Name}' has no place for experiments.",
                "Add to its spec: experiments: { train: landfall-experiments-train, evaluate: landfall-experiments-evaluate }, "
                + "make the two namespaces with a quota (infra/manifests/experiments.yaml), and apply it: landfall pipeline apply FILE."));
    }

    /// <summary>By the same rules as a document that is applied; images are pinned by digest.</summary>
    private async Task<(ModelPipeline? Changed, IReadOnlyList<DocumentProblem> Problems)> Changed(
        ModelPipeline applied, IReadOnlyList<string> settings, CancellationToken cancel)
    {
        var (changed, wrong) = ExperimentSettings.Apply(applied, settings);
        if (changed is null)
            return (null, wrong);

        var (pinned, problems) = await intake.Pin(changed, environment: null, cancel);
        return (pinned, ExperimentSettings.Named(problems, settings));
    }

    private async Task<List<AcceptedDataset>> Accepted(string pipeline, CancellationToken cancel)
    {
        var accepted = new List<AcceptedDataset>();
        await foreach (var blob in blobs.List(Containers.Runs, Paths.AcceptedPrefix(pipeline), cancel))
            accepted.Add(await blobs.NeedJson<AcceptedDataset>(new(Containers.Runs, blob.Name), cancel));
        return accepted;
    }

    private static ExperimentAnswer No(string code, string message, string hint) => new(null, Refused: Conflict(code, message, hint));

    private static RunRefusal Conflict(string code, string message, string hint) =>
        new(StatusCodes.Status409Conflict, code, message, hint);
}
