using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Git;
using Landfall.Domain.Records;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Record.Activities;

/// <summary>Makes Git say what should run. Nothing is committed where it says so already.</summary>
public sealed class CommitDesiredStateActivity(
    PinnedDocuments documents, IGitFiles git, RecordReader records, RecordOptions options, TimeProvider time,
    ILogger<CommitDesiredStateActivity> logger)
{
    [Function(Steps.CommitDesiredState)]
    public async Task<Committed> Run([ActivityTrigger] DesiredState state, CancellationToken cancel)
    {
        var committed = await Commit(state, cancel);
        Log.Committed(logger, state.Run.Id, committed.Explanation);
        return committed;
    }

    private async Task<Committed> Commit(DesiredState state, CancellationToken cancel)
    {
        var pipeline = await documents.Pipeline(state.Run, cancel);
        if (pipeline.Spec.Record?.Git is not { } wanted)
            return new(null, "recorded; the pipeline names no file in Git");

        var environment = (await documents.Environment(state.Run, cancel)).Spec.Git;
        var remote = string.IsNullOrWhiteSpace(options.GitRemote) ? environment?.Remote : options.GitRemote;
        if (remote is null)
            return new(null, "no Git remote is set");

        var branch = options.GitBranch ?? environment?.Branch ?? "main";
        // A branch of its own lets people decide by a pull request when it becomes true.
        var onto = wanted.Mode == GitMode.Branch ? $"landfall/{state.Run.Id}" : null;
        var entries = await records.Entries(state.Run.Id, cancel);
        var message = CommitMessage.Of(state, entries.Count == 0 ? null : entries[^1]);

        var commit = await git.Commit(
            new(remote, branch, wanted.Path, onto),
            now => DesiredFile.Wanted(state, now, time.GetUtcNow()) is { } content ? new(content, message) : null, cancel);

        return commit is null
            ? new(null, $"recorded; {wanted.Path} in Git already says so")
            : new(commit, $"recorded; {wanted.Path} committed as {commit[..12]}");
    }
}
