namespace Landfall.Orchestrations;

/// <summary>
/// Moves live traffic to a candidate step by step, or back. What to do next is decided by <see cref="RolloutMachine"/>
/// (pure, a table); this loop only carries it out. State diagram: README.md.
/// </summary>
public static class ProgressiveRollout
{
    private const int TurnsPerExecution = 100;   // history is resent whole every turn: keep it short

    [Function(Orchestrators.ProgressiveRollout)]
    public static async Task<RolloutVerdict?> Run(
        [OrchestrationTrigger] TaskOrchestrationContext context, RolloutState state)
    {
        var controls = new Inbox<RolloutCommand>(context, Signals.Control);
        var began = state.Step;

        for (var turn = 0; !state.IsOver; turn++)
        {
            // A control that has arrived would be lost; once the way back has begun, it changes nothing any more.
            var mayStartOver = state.Verdict is not null || !controls.HasArrived;
            if (mayStartOver && (turn >= TurnsPerExecution || state.Step != began))
            {
                context.ContinueAsNew(state);
                return null;
            }

            state = await Advance(context, controls, state);
            context.SetCustomStatus(state.Summary);
        }

        return state.Verdict;
    }

    /// <summary>One effect, one transition. What fails after first traffic leads back; going back tries again.</summary>
    private static async Task<RolloutState> Advance(
        TaskOrchestrationContext context, Inbox<RolloutCommand> controls, RolloutState state)
    {
        try
        {
            var input = await Effects.CarryOut(context, controls, RolloutMachine.EffectOf(state, context.CurrentUtcDateTime));
            return RolloutMachine.Next(state, input, context.CurrentUtcDateTime);
        }
        catch (Exception failure)
        {
            // Also an answer that cannot be read or does not fit: dying here would leave the candidate with its traffic.
            return RolloutMachine.Next(state, new RolloutInput.Failed(failure.ToReason()), context.CurrentUtcDateTime);
        }
    }
}
