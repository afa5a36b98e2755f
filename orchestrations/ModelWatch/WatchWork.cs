namespace Landfall.Orchestrations;

/// <summary>Carries out what a watch decides. What fails for good is shown as the watch's problem, and the watch goes on.</summary>
internal static class WatchWork
{
    public static Task<WatchState> CarryOut(TaskOrchestrationContext context, WatchState state, WatchEffect effect) => effect switch
    {
        WatchEffect.Note note => Try(state, "the record could not be written", () => Record(context, note.Fact)),
        WatchEffect.Tell tell => Tell(context, state, tell),
        WatchEffect.Retrain retrain => Retrain(context, state, retrain),
        WatchEffect.GoBack back => GoBack(context, state, back),
        _ => throw new InvalidOperationException($"A watch does not know {effect.GetType().Name}."),
    };

    /// <summary>Where nobody could be told, at least the record says so.</summary>
    private static async Task<WatchState> Tell(TaskOrchestrationContext context, WatchState state, WatchEffect.Tell tell)
    {
        var told = await Try(state, "the owner could not be told", () => context.CallActivityAsync(
            Steps.TellOwner, tell.Message, RetryPolicies.Short));
        var fact = told.Problem == state.Problem ? tell.Fact : tell.Fact with { Summary = $"{tell.Fact.Summary}; {told.Problem}" };
        return await Try(told, "the record could not be written", () => Record(context, fact));
    }

    /// <summary>More is to come of it, so the record comes first.</summary>
    private static async Task<WatchState> Retrain(TaskOrchestrationContext context, WatchState state, WatchEffect.Retrain retrain)
    {
        var recorded = await Try(state, "the record could not be written", () => Record(context, retrain.Fact));
        return await Try(recorded, "no run could be asked for", () => context.CallActivityAsync(
            Steps.AskRetrain, retrain.Request, RetryPolicies.Patient));
    }

    /// <summary>Less traffic is done first and told after, whatever came of it.</summary>
    private static async Task<WatchState> GoBack(TaskOrchestrationContext context, WatchState state, WatchEffect.GoBack back)
    {
        GoneBack result;
        try
        {
            result = await context.CallActivityAsync<GoneBack>(Steps.GoBack, back.Request, RetryPolicies.Patient);
        }
        catch (Exception failure)
        {
            result = new(null, failure.ToReason());
        }

        var decision = WatchMachine.WentBack(state, back.Episode, result, context.CurrentUtcDateTime);
        state = decision.State;
        foreach (var effect in decision.Effects)
            state = await CarryOut(context, state, effect);
        return state;
    }

    private static Task Record(TaskOrchestrationContext context, RecordFact fact) =>
        context.CallActivityAsync(Steps.AppendRecord, fact, RetryPolicies.Stubborn);

    private static async Task<WatchState> Try(WatchState state, string problem, Func<Task> work)
    {
        try
        {
            await work();
            return state;
        }
        catch (Exception failure)
        {
            return state with { Problem = $"{problem}: {failure.ToReason()}" };
        }
    }
}
