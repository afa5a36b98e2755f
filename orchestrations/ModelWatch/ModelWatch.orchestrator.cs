namespace Landfall.Orchestrations;

/// <summary>
/// Watches a model's champion after its promotion, one look per execution, until its pipeline no longer asks for it. What
/// a look means is decided by <see cref="WatchMachine"/> (pure, a table); this loop only carries it out. Nothing that
/// fails may end it: nobody would notice that nobody looks. State diagram: README.md.
/// </summary>
public static class ModelWatch
{
    private static readonly TimeSpan AfterProblem = TimeSpan.FromMinutes(5);

    /// <returns>Why it ended; null when it goes on.</returns>
    [Function(Orchestrators.ModelWatch)]
    public static async Task<string?> Run([OrchestrationTrigger] TaskOrchestrationContext context, WatchState state)
    {
        context.SetCustomStatus(state.Status);
        if (state.LookAgainAt is { } at && at > context.CurrentUtcDateTime)
            await context.CreateTimer(at.UtcDateTime, CancellationToken.None);

        string? over = null;
        try
        {
            var look = await context.CallActivityAsync<WatchLook>(
                Steps.ObserveChampion, new WatchRequest(state.Model, state.Champion, state.Counters ?? WatchCounters.Empty),
                RetryPolicies.Short);
            var decision = WatchMachine.Next(state, look);
            state = decision.State;
            over = decision.Over;
            foreach (var effect in decision.Effects)
                state = await WatchWork.CarryOut(context, state, effect);
        }
        catch (Exception failure)
        {
            // What was counted is still there; the next look goes on from it.
            state = state with { Problem = failure.ToReason() };
        }

        if (over is not null)
            return over;

        var rest = state.Last?.Plan?.Every ?? AfterProblem;
        context.ContinueAsNew(state with { LookAgainAt = context.CurrentUtcDateTime + rest });
        return null;
    }
}
