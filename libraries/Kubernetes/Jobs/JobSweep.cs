using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Storage;

namespace Landfall.Kubernetes.Jobs;

/// <summary>
/// Removes the Jobs of runs that are over. Each is removed when its result is known; this is for those of which nobody
/// could: the cluster did not answer, or the orchestration was terminated.
/// </summary>
public sealed class JobSweep(JobRunner jobs, IBlobStore blobs, IDocumentStore documents)
{
    /// <param name="spaces">The namespaces of an environment in which this app makes Jobs.</param>
    /// <returns>What was removed.</returns>
    public async Task<IReadOnlyList<string>> Run(
        Func<EnvironmentSpec, IEnumerable<string>> spaces, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(spaces);
        var environments = await new CurrentEnvironments(blobs, documents).All(cancel);
        var removed = new List<string>();
        foreach (var name in environments.SelectMany(spaces).Distinct())
            removed.AddRange(await jobs.Sweep(name, run => IsOver(run, cancel), cancel));
        return removed;
    }

    private async Task<bool> IsOver(string run, CancellationToken cancel) =>
        (await blobs.ReadJson<RunStatus>(Paths.Status(run), cancel))?.Value.Verdict is not null;
}
