using System.Collections.Concurrent;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Runs;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Rollout.Serving;

/// <summary>Where a run serves and by which plan, from the documents it pinned.</summary>
public sealed record RunPlace(PipelineSpec Pipeline, EnvironmentSpec Environment, RolloutPlan Plan)
{
    public string Namespace => Environment.Namespaces.Serve;

    public RouteRef Route => new(Namespace, Plan.Route);
}

/// <summary>
/// Reads the documents of runs, and whether runs are over. Documents never change under their digest, so they are read once:
/// a look every second costs no storage, and a rollout goes on looking while storage is away.
/// </summary>
public sealed class RunPlaces(PinnedDocuments documents, IBlobStore blobs)
{
    private const int Most = 256;
    private readonly ConcurrentDictionary<(string Pipeline, string Environment), RunPlace> known = [];

    public async Task<RunPlace> Of(Run run, CancellationToken cancel)
    {
        var key = (run.Documents.Pipeline, run.Documents.Environment);
        if (known.TryGetValue(key, out var place))
            return place;

        if (known.Count >= Most)
            known.Clear();
        return known[key] = await Read(run, cancel);
    }

    public async Task<PolicySpec> Policy(Run run, CancellationToken cancel) => (await documents.Policy(run, cancel)).Spec;

    /// <returns>The final status; null while the run lives.</returns>
    public async Task<RunStatus?> Ended(string run, CancellationToken cancel) =>
        (await blobs.ReadJson<RunStatus>(Paths.Status(run), cancel))?.Value is { Verdict: not null } over ? over : null;

    private async Task<RunPlace> Read(Run run, CancellationToken cancel)
    {
        var pipeline = await documents.Pipeline(run, cancel);
        var environment = await documents.Environment(run, cancel);
        return new(pipeline.Spec, environment.Spec, RunPlanner.Plan(pipeline.Spec).Rollout);
    }
}
