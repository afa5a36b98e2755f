using System.Diagnostics;
using System.Globalization;
using Landfall.Local.Host.Apps;

namespace Landfall.Local.Host.Processes;

/// <summary>
/// Keeps one app's handler running: starts it, asks until it answers, starts it again when it ends.
/// </summary>
internal sealed class HandlerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Probe = TimeSpan.FromMilliseconds(25);

    private readonly FunctionApp _app;
    private readonly HostJson _json;
    private readonly HandlerProgram _program;
    private readonly PidFile _pids;
    private readonly RestartRule _rule;
    private readonly Action<HostLogLevel, string, bool> _log;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;
    private bool _wanted;
    private Task _life = Task.CompletedTask;

    public HandlerProcess(
        FunctionApp app, HostJson json, PidFile pids, RestartRule rule, Action<HostLogLevel, string, bool> log)
    {
        (_app, _json, _pids, _rule, _log) = (app, json, pids, rule, log);
        _program = HandlerProgram.For(app, json);
        Port = Shared.FreePort.Take();
    }

    /// <summary>The same for every life of the handler, as long as it gets to answer there.</summary>
    public int Port { get; private set; }

    public Uri Address => new($"http://127.0.0.1:{Port}/");

    /// <summary>Id of the running process; null between two lives.</summary>
    public int? Id { get; private set; }

    /// <summary>Called when the handler answers, and again when it no longer runs.</summary>
    public Func<bool, Task> Changed { get; set; } = _ => Task.CompletedTask;

    public void Start() => _life = Task.Run(Live);

    /// <summary>Completes when the handler answers requests.</summary>
    public Task Ready(CancellationToken cancel)
    {
        lock (_gate) return _ready.Task.WaitAsync(cancel);
    }

    /// <summary>Ends the process on purpose; the next one follows at once and no error is counted.</summary>
    public void Restart()
    {
        lock (_gate)
        {
            _wanted = true;
            Kill();
        }
    }

    /// <summary>True while the end of the process is our own doing.</summary>
    public bool IsEndWanted
    {
        get { lock (_gate) return _wanted || _stop.IsCancellationRequested; }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        lock (_gate) Kill();
        await _life;
        _http.Dispose();
        _stop.Dispose();
    }

    private TimeSpan StartsWithin => _json.InitializationTimeout ?? _rule.StartsWithin;

    private async Task Live()
    {
        while (!_stop.IsCancellationRequested)
        {
            var code = await RunOnce();
            if (_stop.IsCancellationRequested) return;
            bool wanted;
            lock (_gate) (wanted, _wanted) = (_wanted, false);
            var pause = wanted ? TimeSpan.Zero : _rule.After(code);
            if (pause is null)
            {
                _log(HostLogLevel.Error, $"handler ended with code {code} and is not started again", false);
                return;
            }
            if (!wanted)
                _log(HostLogLevel.Warning,
                    $"handler ended with code {code}; next start in {pause.Value.TotalSeconds:0.##} s", false);
            await Task.WhenAny(Task.Delay(pause.Value, _rule.Clock, _stop.Token));
        }
    }

    private async Task<int> RunOnce()
    {
        using var process = new Process { StartInfo = StartInfo() };
        process.OutputDataReceived += (_, line) => Print(HostLogLevel.Information, line.Data);
        process.ErrorDataReceived += (_, line) => Print(HostLogLevel.Error, line.Data);
        try
        {
            lock (_gate)
            {
                if (_stop.IsCancellationRequested) return 0;
                process.Start();
                _process = process;
                Id = process.Id;
            }
        }
        catch (System.ComponentModel.Win32Exception refused)
        {
            _log(HostLogLevel.Error, $"{_program.File} cannot be started: {refused.Message}", false);
            return -1;
        }
        _pids.Add(_app.Name, process);
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var exit = process.WaitForExitAsync();
        if (await Answers(exit))
        {
            lock (_gate) _ready.TrySetResult();
            _log(HostLogLevel.Information, $"handler is ready (process {process.Id}, port {Port})", false);
            await Changed(true);
        }
        else if (exit.IsCompleted)
        {
            // It may be that another program has taken the port meanwhile: then no start there would ever succeed.
            Port = Shared.FreePort.Take();
        }
        else
        {
            _log(HostLogLevel.Error,
                $"handler did not listen on 127.0.0.1:{Port} within {StartsWithin}", false);
            lock (_gate) Kill();
        }
        await exit;
        lock (_gate)
        {
            _process = null;
            Id = null;
            if (_ready.Task.IsCompleted)
                _ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        _pids.Remove(process.Id);
        await Changed(false);
        return process.ExitCode;
    }

    private async Task<bool> Answers(Task exit)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        patience.CancelAfter(StartsWithin);
        while (!exit.IsCompleted && !patience.IsCancellationRequested)
        {
            try
            {
                using var _ = await _http.GetAsync(Address, HttpCompletionOption.ResponseHeadersRead, patience.Token);
                return true;
            }
            catch (HttpRequestException)
            {
                // Nobody listens yet: any answer, even 404, would have counted.
                await Task.WhenAny(exit, Task.Delay(Probe, CancellationToken.None));
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
        return false;
    }

    private ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo(_program.File)
        {
            WorkingDirectory = _program.WorkingDirectory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        foreach (var argument in _program.Arguments) start.ArgumentList.Add(argument);
        var port = Port.ToString(CultureInfo.InvariantCulture);
        var worker = Guid.NewGuid().ToString();
        start.Environment["FUNCTIONS_WORKER_RUNTIME"] = "custom";
        start.Environment["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development";
        foreach (var (key, value) in _app.Settings) start.Environment[key] = value;
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = port;
        start.Environment["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = worker;
        start.Environment["FUNCTIONS_HTTPWORKER_PORT"] = port;
        start.Environment["FUNCTIONS_HTTPWORKER_ID"] = worker;
        start.Environment["FUNCTIONS_APP_ROOT_PATH"] = _app.Root;
        start.Environment["AzureWebJobsScriptRoot"] = _app.Root;
        return start;
    }

    private void Print(HostLogLevel level, string? line)
    {
        if (line is not null) _log(level, line, true);
    }

    // Under the gate, so that the process is not disposed meanwhile.
    private void Kill()
    {
        if (_process is not { } process) return;
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException) when (process.HasExited)
        {
            // It ended by itself a moment before.
        }
    }
}
