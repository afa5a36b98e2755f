using System.Collections.Concurrent;
using System.Net;
using Landfall.Local.Host.Apps;
using Landfall.Local.Host.Durable;
using Landfall.Local.Host.EventGrid;
using Landfall.Local.Host.Http;
using Landfall.Local.Host.Invocation;
using Landfall.Local.Host.Management;
using Landfall.Local.Host.Processes;
using Landfall.Local.Host.Queues;
using Landfall.Local.Host.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Landfall.Local.Host;

/// <summary>One running app: its handler, its HTTP address and its triggers.</summary>
internal sealed class AppHost : IAsyncDisposable
{
    private readonly FunctionApp _app;
    private readonly HostOptions _options;
    private readonly IReadOnlyList<FunctionDefinition> _functions;
    private readonly HostJson _json;
    private readonly HandlerProcess _handler;
    private readonly Invoker _invoker;
    private readonly DurableTriggers _durable;
    private readonly Outputs _outputs;
    private readonly AppKeys _keys;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _loops = [];
    private readonly ConcurrentBag<Task> _manual = [];
    private WebApplication? _web;

    public AppHost(FunctionApp app, HostOptions options, AppKeys keys, PidFile pids, Uri rpc)
    {
        (_app, _options, _keys) = (app, options, keys);
        _json = HostJson.Read(app.Root);
        _functions = FunctionDefinition.ReadAll(app.Root);
        _handler = new HandlerProcess(app, _json, pids, new RestartRule(options.Faithful, options.TimeProvider), Log);
        _invoker = new Invoker(
            _handler, _json, options.TimeProvider, Log, direct => options.Wires.ToHandler(app.Name, direct));
        _outputs = new Outputs(app, new ClientBinding(options.TaskHub.Name, rpc, keys.DurableTask));
        _durable = new DurableTriggers(
            app, _functions, _json.Versions, options.TaskHub, _invoker, _outputs, options.TimeProvider, Log);
        _handler.Changed = _durable.Connect;
    }

    public HandlerProcess Handler => _handler;

    public RunningApp Running => new(_app.Name, _outputs.Address, _keys);

    /// <summary>The version that new instances get which this app starts.</summary>
    public string? DefaultVersion => _durable.Versions.Version;

    /// <exception cref="InvalidDataException">Runs are alive that the files as they lie there now could not go on with.</exception>
    public void CheckVersions() => VersionFloor.Check(
        _app.Name, _durable.Orchestrators, HostJson.Read(_app.Root).Versions, _options.TaskHub);

    /// <summary>True when the functions that lie there now are others than those which are served.</summary>
    public bool HasOtherFunctions => FunctionDefinition.Describe(FunctionDefinition.ReadAll(_app.Root))
        != FunctionDefinition.Describe(_functions);

    /// <summary>The same app at the same address with the functions that lie there now; this one serves no more.</summary>
    public async Task<AppHost> Recycle(PidFile pids, Uri rpc)
    {
        var next = new AppHost(_app with { Port = _outputs.Address.Port }, _options, _keys, pids, rpc);
        await DisposeAsync();
        await next.Start(CancellationToken.None);
        return next;
    }

    public async Task Start(CancellationToken cancel)
    {
        CheckVersions();
        var timers = _functions.Where(function => function.Trigger.Is("timerTrigger"))
            .ToDictionary(function => function.Name, Timer, StringComparer.OrdinalIgnoreCase);
        _web = Build(timers);
        await Listen(_web, cancel);
        _outputs.Address = new Uri(_web.Urls.First());
        _handler.Start();
        foreach (var (function, timer) in timers) _loops.Add(Loop(function, timer.Run));
        foreach (var function in _functions.Where(function => function.Trigger.Is("queueTrigger")))
            _loops.Add(Loop(function.Name, Queue(function).Run));
        Log(HostLogLevel.Information, $"{_functions.Count} functions at {_outputs.Address}", false);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll([.. _loops, .. _manual.Select(Ended)]);
        if (_web is not null)
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await _web.StopAsync(soon.Token);
            await _web.DisposeAsync();
        }
        await _durable.DisposeAsync();
        await _handler.DisposeAsync();
        _invoker.Dispose();
        _stop.Dispose();
    }

    private async Task Listen(WebApplication web, CancellationToken cancel)
    {
        try
        {
            await web.StartAsync(cancel);
        }
        catch (IOException taken)
        {
            throw new IOException(
                $"App '{_app.Name}' cannot listen on 127.0.0.1:{_app.Port}: {taken.Message} "
                + "End the program that listens there, or give the app another port.",
                taken);
        }
    }

    private WebApplication Build(IReadOnlyDictionary<string, TimerTrigger> timers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, _app.Port);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.AddServerHeader = false;
        });
        builder.Services.AddRouting();
        var web = builder.Build();
        web.UseRouting();
        var http = new HttpTriggers(_json, _handler, _invoker, _keys, _outputs, _options.TimeProvider, Log);
        foreach (var function in _functions.Where(f => f.Trigger.Is("httpTrigger"))) http.Map(web, function);
        var events = new EventGridWebhook(_functions, _invoker, _keys, _outputs, _options.TimeProvider, Log);
        web.MapMethods("/runtime/webhooks/eventgrid", ["POST", "OPTIONS"], (HttpContext c) => events.Run(c));
        new ManualRuns(timers, _keys, _manual.Add, _stop.Token).Map(web);
        new ManagementApi(_options.TaskHub, _keys, () => DefaultVersion, _options.TimeProvider).Map(web);
        return web;
    }

    private TimerTrigger Timer(FunctionDefinition function) => new(
        function,
        _outputs.Resolve(function.Trigger.Text("schedule")
            ?? throw new InvalidDataException($"Function '{function.Name}' of app '{_app.Name}' has no schedule.")),
        Path.Combine(_options.StateFolder, $"timer-{_app.Name}-{function.Name}.json"), _invoker, _outputs,
        _options.TimeProvider, Log);

    private QueueTrigger Queue(FunctionDefinition function) => new(
        function, _outputs.Queue(function.Trigger), _outputs.Queue(function.Trigger, "-poison"), _invoker, _outputs,
        _options.TimeProvider, Log);

    /// <summary>What somebody asked for by hand ends with the host, however it ends.</summary>
    private static Task Ended(Task run) => run.ContinueWith(static _ => { }, TaskScheduler.Default);

    private async Task Loop(string function, Func<CancellationToken, Task> run)
    {
        try
        {
            await run(_stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The host stops.
        }
        catch (Exception broken)
        {
            Log(HostLogLevel.Error, $"the trigger of {function} has stopped: {broken.Message}", false);
        }
    }

    private void Log(HostLogLevel level, string text, bool fromHandler) =>
        _options.Log(new HostLogLine(_app.Name, level, text, fromHandler));
}
