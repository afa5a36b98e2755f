namespace Landfall.Orchestrations;

/// <summary>
/// Watches a model's champion after its promotion, one look per execution (more while labels are still being read), until
/// its pipeline no longer asks for it. What a look means is decided by <see cref="WatchMachine"/> (pure, a table); this loop
/// only carries it out. Nothing that fails may end it: nobody would notice that nobody looks. State diagram: README.md.
/// </summary>
public static class ModelWatch
{
    private static readonly TimeSpan AfterProblem = TimeSpan.FromMinutes(5);

    /// <returns>Why it ended; null when it goes on.</returns>
    [Function(Orchestrators.ModelWatch)]
    public static async Task<string?> Run([OrchestrationTrigger] TaskOrchestrationContext context, WatchState state)
    {
        var labels = new WatchLabels(context);
        string? over;
        do
        {
            context.SetCustomStatus(state.Status);
            if (state.LookAgainAt is { } at && at > context.CurrentUtcDateTime)
                await context.CreateTimer(at.UtcDateTime, CancellationToken.None);

            (state, over) = await Look(context, state, labels);
            state = state with { LookAgainAt = context.CurrentUtcDateTime + (state.Last?.Plan?.Every ?? AfterProblem) };
        }
        while (over is null && labels.IsOpen);

        if (over is null)
            context.ContinueAsNew(state);
        return over;
    }

    private static async Task<(WatchState State, string? Over)> Look(
        TaskOrchestrationContext context, WatchState state, WatchLabels labels)
    {
        try
        {
            var look = await context.CallActivityAsync<WatchLook>(
                Steps.ObserveChampion, new WatchRequest(state.Model, state.Champion, state.Counters ?? WatchCounters.Empty),
                RetryPolicies.Short);
            look = await labels.With(state, look);
            var decision = WatchMachine.Next(state, look);
            state = decision.State;
            foreach (var effect in decision.Effects)
                state = await WatchWork.CarryOut(context, state, effect);
            return (state, decision.Over);
        }
        catch (Exception failure)
        {
            // What was counted is still there; the next look goes on from it.
            return (state with { Problem = failure.ToReason() }, null);
        }
    }
}
