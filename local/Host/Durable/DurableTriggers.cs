using Landfall.Local.Engine;
using Landfall.Local.Host.Apps;
using Landfall.Local.Host.Invocation;
using Landfall.Worker.Protobuf;

namespace Landfall.Local.Host.Durable;

/// <summary>
/// Connects an app's orchestrators and activities to the task hub while its handler runs. Only names the app has
/// declared reach it; the rest stays queued for other apps.
/// </summary>
internal sealed class DurableTriggers(
    FunctionApp app, IReadOnlyList<FunctionDefinition> functions, VersionRule first, TaskHub hub, Invoker invoker,
    Outputs outputs, TimeProvider clock, Action<HostLogLevel, string, bool> log) : IAsyncDisposable
{
    private readonly Dictionary<string, FunctionDefinition> _orchestrators = Named(functions, "orchestrationTrigger");
    private readonly Dictionary<string, FunctionDefinition> _activities = Named(functions, "activityTrigger");
    private IAsyncDisposable? _connection;

    /// <summary>Read again at every start of the handler: a new deployment may bring a new version.</summary>
    public VersionRule Versions { get; private set; } = first;

    public IReadOnlyCollection<string> Orchestrators => _orchestrators.Keys;

    public async Task Connect(bool running)
    {
        if (_connection is { } old) await old.DisposeAsync();
        _connection = null;
        if (running) Versions = HostJson.Read(app.Root).Versions;
        if (!running || _orchestrators.Count + _activities.Count == 0) return;
        _connection = hub.Listen(new WorkListener
        {
            Name = app.Name,
            Orchestrators = _orchestrators.Keys,
            Activities = _activities.Keys,
            TakesVersion = version => Versions.Failure == VersionFailure.Fail || Versions.Fits(version),
            MaxOrchestrations = app.MaxOrchestrations,
            MaxActivities = app.MaxActivities,
            RunTurn = RunTurn,
            RunActivity = RunActivity
        });
    }

    public async ValueTask DisposeAsync() => await Connect(running: false);

    private async Task<OrchestratorResponse> RunTurn(
        OrchestratorRequest request, string token, CancellationToken cancel)
    {
        var started = request.PastEvents.Concat(request.NewEvents)
            .First(e => e.ExecutionStarted is not null).ExecutionStarted;
        var function = _orchestrators[started.Name];
        if (!Versions.Fits(started.Version ?? ""))
            return TurnInvocation.Refused(request, "VersionMismatch", Versions.Explain(started.Version ?? ""));
        try
        {
            var body = TurnInvocation.Body(function, request, Versions.Version, clock.GetUtcNow());
            return TurnInvocation.Read(function, request, await invoker.Invoke(function.Name, body, cancel));
        }
        catch (HandlerGoneException gone)
        {
            throw new WorkAbandonedException(gone.Message, counts: !gone.Wanted, gone);
        }
        catch (InvocationException late) when (late.TimedOut)
        {
            throw new WorkAbandonedException(late.InnerMessage, counts: true, late);
        }
        catch (InvocationException failed)
        {
            log(HostLogLevel.Error, $"{failed.Message}: {failed.InnerMessage}", false);
            return TurnInvocation.Failed(function, request, failed.InnerType, failed.InnerMessage);
        }
    }

    private async Task<ActivityResponse> RunActivity(ActivityRequest request, string token, CancellationToken cancel)
    {
        var function = _activities[request.Name];
        try
        {
            var body = ActivityInvocation.Body(function, request, clock.GetUtcNow());
            outputs.AddClients(function, body);
            var answer = await invoker.Invoke(function.Name, body, cancel);
            await outputs.Write(function, answer, cancel);
            return ActivityInvocation.Completed(request, answer);
        }
        catch (HandlerGoneException gone)
        {
            throw new WorkAbandonedException(gone.Message, counts: !gone.Wanted, gone);
        }
        catch (InvocationException failed)
        {
            log(HostLogLevel.Error, $"{failed.Message}: {failed.InnerMessage.Split('\n')[0]}", false);
            return ActivityInvocation.Failed(request, failed);
        }
    }

    // A trigger may name its orchestrator or activity otherwise than its folder.
    private static Dictionary<string, FunctionDefinition> Named(
        IReadOnlyList<FunctionDefinition> functions, string type) => functions
        .Where(f => f.Trigger.Is(type))
        .ToDictionary(
            f => f.Trigger.Text(type == "activityTrigger" ? "activity" : "orchestration") ?? f.Name,
            StringComparer.OrdinalIgnoreCase);
}
