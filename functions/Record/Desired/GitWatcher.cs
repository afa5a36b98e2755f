using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Git;
using Landfall.Domain.Records;
using Landfall.Domain.Storage;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Record.Desired;

/// <summary>
/// Looks at each pipeline's file in Git: writes what is owed there, and asks for a run where a person names another
/// version. A revert of a promotion is such a wish: the old version comes back through the same rollout as any.
/// </summary>
public sealed class GitWatcher(
    DesiredStates states, IDocumentStore documents, CurrentEnvironments environments, IBlobStore blobs, IGitFiles git,
    CommitSeals seals, RecordWriter records, TimeProvider time, ILogger<GitWatcher> logger)
{
    public async Task LookAtAll(DurableTaskClient client, CancellationToken cancel)
    {
        var remote = (await environments.All(cancel)).Select(environment => environment.Git).FirstOrDefault(spec => spec is not null);
        await foreach (var found in blobs.List(Containers.Documents, $"current/{DocumentKinds.ModelPipeline}/", cancel))
        {
            var name = Path.GetFileNameWithoutExtension(found.Name);
            if (await documents.GetCurrentAsync(DocumentKinds.ModelPipeline, name, cancel) is not { } current
                || await documents.GetAsync(DocumentKinds.ModelPipeline, current.Current.Digest, cancel) is not ModelPipeline pipeline
                || pipeline.Spec.Record?.Git is not { } wanted || states.FileOf(wanted, remote, run: null) is not { } file)
                continue;

            try
            {
                await Look(name, file, client, cancel);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                // One remote that is away must not keep the others from being looked at; the next look tries again.
                Log.NotLooked(logger, failure, name);
            }
        }
    }

    public async Task Look(string pipeline, GitFile file, DurableTaskClient client, CancellationToken cancel)
    {
        if ((await states.Known(pipeline, cancel)).Owed is { } owed)
        {
            await Settle(owed, cancel);
            return;
        }

        var known = await states.Known(pipeline, cancel);
        if (await git.Read(file, known.Tip, cancel) is not { } reading)
            return;

        var forged = reading.IsOurs ? await seals.Problem(file, reading, cancel) : null;
        var ruling = GitWatch.On(pipeline, known, reading, time.GetUtcNow(), forged);
        if (ruling.State == known)
            return;

        // First the wish, then that it was seen: told twice it is the same run, by its commit.
        if (ruling.Ask is { } ask)
            await Lanes.Tell(client, pipeline, Signals.Rerun, ask, cancel);
        if (ruling.State.Content != known.Content)
            Log.Seen(logger, pipeline, $"{ruling.State.Standing}", ruling.State.Explanation);
        await states.Change(pipeline, now => now.Content == known.Content && now.Owed is null ? ruling.State : now, cancel);
    }

    private async Task Settle(DesiredState owed, CancellationToken cancel)
    {
        var written = await states.Write(owed, cancel);
        if (written.Commit is { } commit)
            await records.Append(
                new(owed.Run.Id, $"git-{commit}", "git", "landfall", time.GetUtcNow(), $"Git could be written again: {written.Explanation}"), cancel);
        Log.Committed(logger, owed.Run.Id, written.Explanation);
    }
}
