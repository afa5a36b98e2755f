using Landfall.Worker.Protobuf;

namespace Landfall.Worker;

/// <summary>How an execution ended, as the action that says so.</summary>
internal static class OrchestrationOutcome
{
    public static CompleteOrchestrationAction Of(
        string name, Task<object?> ended, OrchestrationState state, OrchestrationSettings settings)
    {
        if (!ended.IsCompletedSuccessfully)
            return Failed(Cause(ended), settings.IsTerminal);

        return state.ContinueAsNew is { } options
            ? StartOver(options, state, settings.Write(options.NewInput, "new input of", name))
            : Completed(settings.Write(ended.Result, "output of", name));
    }

    public static CompleteOrchestrationAction Terminated(string? output) => new()
    {
        OrchestrationStatus = OrchestrationStatus.Terminated,
        Result = output,
    };

    public static CompleteOrchestrationAction NotFound(string name) => new()
    {
        OrchestrationStatus = OrchestrationStatus.Failed,
        FailureDetails = new Protobuf.TaskFailureDetails
        {
            ErrorType = "OrchestratorTaskNotFound",
            ErrorMessage = $"No orchestrator task named '{name}' was found.",
            IsNonRetriable = true,
        },
    };

    public static CompleteOrchestrationAction Failed(Exception cause, Func<Exception, bool> isTerminal) => new()
    {
        OrchestrationStatus = OrchestrationStatus.Failed,
        Result = cause.Message,
        FailureDetails = FailureDetailsConversion.ToWire(FailureDetailsConversion.Of(cause, isTerminal)),
    };

    private static CompleteOrchestrationAction Completed(string? output) => new()
    {
        OrchestrationStatus = OrchestrationStatus.Completed,
        Result = output,
    };

    private static CompleteOrchestrationAction StartOver(
        ContinueAsNewOptions options, OrchestrationState state, string? input)
    {
        var action = new CompleteOrchestrationAction
        {
            OrchestrationStatus = OrchestrationStatus.ContinuedAsNew,
            Result = input,
            NewVersion = options.NewVersion,
        };
        action.CarryoverEvents.AddRange(state.Carried);
        return action;
    }

    private static Exception Cause(Task ended) =>
        ended.Exception?.InnerException
        ?? new TaskCanceledException("The orchestrator was cancelled by a token of its own.");
}
