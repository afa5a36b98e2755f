using Landfall.Domain.Experiments;
using Landfall.Functions.Record.Desired;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Record.Activities;

/// <summary>Makes Git say what should run. Nothing is committed where it says so already.</summary>
public sealed class CommitDesiredStateActivity(DesiredStates states, ILogger<CommitDesiredStateActivity> logger)
{
    [Function(Steps.CommitDesiredState)]
    public async Task<Committed> Run([ActivityTrigger] DesiredState state, CancellationToken cancel)
    {
        Experiment.Forbid(state.Run, "say in Git what should run");
        var committed = await states.Write(state, cancel);
        Log.Committed(logger, state.Run.Id, committed.Explanation);
        return committed;
    }
}
