using Landfall.Local.Engine.Storage;
using Landfall.Worker.Protobuf;

namespace Landfall.Local.Engine.Turns;

/// <summary>One delivery to an orchestrator: what was read when it began.</summary>
/// <param name="Instance">The row as it stood.</param>
/// <param name="Started">The start event of the current execution.</param>
/// <param name="Past">Committed history, as stored.</param>
/// <param name="New">The turn's start followed by the messages it handles.</param>
/// <param name="Consumed">Inbox rows that end with this turn, dropped ones included.</param>
internal sealed record Turn(
    InstanceRow Instance, ExecutionStartedEvent Started, IReadOnlyList<HistoryEvent> Past,
    IReadOnlyList<HistoryEvent> New, IReadOnlyList<long> Consumed)
{
    /// <summary>
    /// The request for the worker. Like the real extension it leaves inputs out of the past: the worker only needs
    /// the names to check that it decides the same way again.
    /// </summary>
    public OrchestratorRequest ToRequest()
    {
        var request = new OrchestratorRequest { InstanceId = Instance.Id, ExecutionId = Instance.Execution };
        foreach (var past in Past) request.PastEvents.Add(WithoutInput(past));
        request.NewEvents.AddRange(New);
        return request;
    }

    private static HistoryEvent WithoutInput(HistoryEvent past)
    {
        if (past.TaskScheduled is { Input: not null }) past.TaskScheduled.Input = null;
        if (past.SubOrchestrationInstanceCreated is { Input: not null })
            past.SubOrchestrationInstanceCreated.Input = null;
        return past;
    }
}
