using System.Text.Json;
using Landfall.Local.Engine;
using Landfall.Worker;
using Landfall.Worker.Protobuf;

namespace Landfall.Bench.Durable;

/// <summary>A hub with two workers in this process, one for orchestrators and one for activities: no HTTP between.</summary>
internal sealed class EngineRig : IAsyncDisposable
{
    private static readonly OrchestrationSettings Settings = new();

    private static readonly Dictionary<string, OrchestratorFunction> Functions = new()
    {
        [BenchFunctions.Flow] = OrchestratorMethod.ToFunction(((Delegate)BenchFunctions.RunFlow).Method),
        [BenchFunctions.Wait] = OrchestratorMethod.ToFunction(((Delegate)BenchFunctions.RunWait).Method),
    };

    private readonly List<IAsyncDisposable> _workers = [];

    public EngineRig(string file, Action<OrchestratorRequest>? onTurn = null)
    {
        Hub = TaskHub.Open(new TaskHubOptions { File = file, Log = Console.Error.WriteLine });
        _workers.Add(Hub.Listen(new WorkListener
        {
            Name = "orchestrators",
            Orchestrators = [BenchFunctions.Flow, BenchFunctions.Wait],
            RunTurn = (request, _, _) =>
            {
                onTurn?.Invoke(request);
                return Task.FromResult(OrchestrationExecutor.Execute(request, Find, Settings));
            },
            RunActivity = (_, _, _) => throw new InvalidOperationException("this worker has no activities"),
        }));
        _workers.Add(Hub.Listen(new WorkListener
        {
            Name = "activities",
            Activities = [BenchFunctions.Step],
            RunTurn = (_, _, _) => throw new InvalidOperationException("this worker has no orchestrators"),
            RunActivity = (request, _, _) => Task.FromResult(new ActivityResponse { Result = request.Input }),
        }));
    }

    public TaskHub Hub { get; }

    public static OrchestratorFunction? Find(TaskName name) => Functions.GetValueOrDefault(name.Name);

    public async Task RunFlow(FlowInput input)
    {
        var id = await Hub.StartAsync(BenchFunctions.Flow, JsonSerializer.Serialize(input));
        var ended = await Hub.WaitForCompletionAsync(id, payloads: true);
        Flows.Check(id, ended!.OrchestrationStatus.ToString(), ended.FailureDetails?.ErrorMessage);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers) await worker.DisposeAsync();
        await Hub.DisposeAsync();
    }
}
