using Landfall.Domain.Experiments;
using Landfall.Domain.Overrides;
using Landfall.Domain.Registry;
using Landfall.Domain.Serving;
using Landfall.Functions.Console.Models;
using Landfall.Registry;

namespace Landfall.Functions.Console.Runs;

/// <summary>One model among all.</summary>
/// <param name="Champion">The last move of the champion alias; null when no version was ever promoted.</param>
/// <param name="Runs">Newest first.</param>
/// <param name="Watch">How the champion is doing; null when nobody watches it.</param>
/// <param name="Agreement">Whether Git, registry and cluster name the same version.</param>
/// <param name="Overrides">Of its runs that live, where one was asked for or holds; null where there are none.</param>
public sealed record ModelView(
    string Name, AliasEntry? Champion, IReadOnlyList<RunStatus> Runs, WatchStatus? Watch = null, Agreement? Agreement = null,
    IReadOnlyList<OverrideView>? Overrides = null)
{
    /// <summary>Of those that deliver: an experiment says nothing about what serves.</summary>
    public RunStatus? LastEnded => Runs.Where(run => run.Verdict is not null && !Experiment.Is(run.Run))
        .MaxBy(run => run.FinishedAt ?? run.StartedAt);

    public IEnumerable<RunStatus> Open => Runs.Where(run => run.Verdict is null);
}

/// <summary>All models: those that have versions, and those that so far only have runs.</summary>
public sealed record FleetView(IReadOnlyList<ModelView> Models, DateTimeOffset Now);

/// <summary>Gathers what the first page shows.</summary>
public sealed class FleetViews(
    RunDirectory directory, ModelRegistry registry, Agreements agreements, OverrideLog overrides, TimeProvider time)
{
    public async Task<FleetView> Read(DurableTaskClient client, CancellationToken cancel)
    {
        var runs = (await directory.All(client, cancel)).ToLookup(run => run.Run.Pipeline);
        var names = new SortedSet<string>(await registry.Models(cancel), StringComparer.Ordinal);
        names.UnionWith(runs.Select(group => group.Key));

        var models = new List<ModelView>();
        foreach (var name in names)
        {
            var champion = (await registry.History(name, "champion", cancel)).LastOrDefault();
            var watch = champion is null ? null : (await ModelWatches.Find(client, name, cancel)).Status;
            models.Add(new(
                name, champion, [.. runs[name]], watch, await agreements.Of(name, champion, runs[name], cancel),
                await Overrides(runs[name], cancel)));
        }

        return new(models, time.GetUtcNow());
    }

    private async Task<IReadOnlyList<OverrideView>?> Overrides(IEnumerable<RunStatus> runs, CancellationToken cancel)
    {
        var found = new List<OverrideView>();
        foreach (var run in runs.Where(run => run.Verdict is null))
        {
            var view = await overrides.View(run.Run, run.Version?.StatementDigest, time.GetUtcNow(), cancel);
            if (view.State is OverrideState.Asked or OverrideState.Live)
                found.Add(view);
        }

        return found.Count > 0 ? found : null;
    }
}
