using Landfall.Worker.Protobuf;

namespace Landfall.Worker;

/// <summary>Replays one orchestration's history through its code and answers what is to be done next.</summary>
public static class OrchestrationExecutor
{
    /// <param name="request">All past events and the new ones.</param>
    /// <param name="find">The orchestrator of a name, or null if there is none.</param>
    /// <remarks>Never throws for what the orchestrator does: that becomes a failed completion.</remarks>
    public static OrchestratorResponse Execute(
        OrchestratorRequest request,
        Func<TaskName, OrchestratorFunction?> find,
        OrchestrationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(find);

        if (HistoryIsLeftOut(request))
            return new OrchestratorResponse { InstanceId = request.InstanceId, RequiresHistory = true };

        return new OrchestrationTurn(request, find, settings).Run();
    }

    private static bool HistoryIsLeftOut(OrchestratorRequest request) =>
        request.PastEvents.Count == 0
        && request.Properties.TryGetValue("IncludeState", out var included)
        && included.KindCase == Google.Protobuf.WellKnownTypes.Value.KindOneofCase.BoolValue
        && !included.BoolValue
        && request.NewEvents.All(e => e.EventTypeCase != HistoryEvent.EventTypeOneofCase.ExecutionStarted);
}
