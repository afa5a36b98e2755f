using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Landfall.Local.Engine;
using Landfall.Worker.Protobuf;

namespace Landfall.Engine.Tests;

/// <summary>A worker whose orchestrators are small functions from a request to actions.</summary>
internal sealed class ScriptedWorker
{
    public ConcurrentQueue<OrchestratorRequest> Turns { get; } = [];

    public ConcurrentQueue<ActivityRequest> Tasks { get; } = [];

    public Func<OrchestratorRequest, Task<OrchestratorResponse>> OnTurn { get; init; } =
        r => Task.FromResult(Answer(r));

    public Func<ActivityRequest, Task<ActivityResponse>> OnTask { get; init; } =
        r => Task.FromResult(new ActivityResponse { Result = r.Input });

    public WorkListener Listener(string[] orchestrators, params string[] activities) => new()
    {
        Name = "scripted",
        Orchestrators = orchestrators,
        Activities = activities,
        RunTurn = (request, _, _) =>
        {
            Turns.Enqueue(request);
            return OnTurn(request);
        },
        RunActivity = (request, _, _) =>
        {
            Tasks.Enqueue(request);
            return OnTask(request);
        }
    };

    public static OrchestratorResponse Answer(OrchestratorRequest request, params OrchestratorAction[] actions) =>
        new() { InstanceId = request.InstanceId, Actions = { actions } };

    public static OrchestratorAction Complete(
        int id, string? result = null, OrchestrationStatus status = OrchestrationStatus.Completed) => new()
        {
            Id = id,
            CompleteOrchestration = new CompleteOrchestrationAction { OrchestrationStatus = status, Result = result }
        };

    public static OrchestratorAction Call(int id, string name, string? input = null) =>
        new() { Id = id, ScheduleTask = new ScheduleTaskAction { Name = name, Input = input } };

    public static OrchestratorAction Child(int id, string name, string instance, string? input = null) => new()
    {
        Id = id,
        CreateSubOrchestration = new CreateSubOrchestrationAction { Name = name, InstanceId = instance, Input = input }
    };

    public static OrchestratorAction Timer(int id, DateTimeOffset at) =>
        new() { Id = id, CreateTimer = new CreateTimerAction { FireAt = Timestamp.FromDateTimeOffset(at) } };

    public static OrchestratorAction Send(int id, string target, string name, string? data = null) => new()
    {
        Id = id,
        SendEvent = new SendEventAction
        {
            Instance = new OrchestrationInstance { InstanceId = target },
            Name = name,
            Data = data
        }
    };

    public static IEnumerable<HistoryEvent> All(OrchestratorRequest request) =>
        request.PastEvents.Concat(request.NewEvents);
}
