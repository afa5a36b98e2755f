using System.Diagnostics;
using Landfall.Local.Engine;
using Landfall.Local.Host;
using Landfall.Worker.Protobuf;

namespace Landfall.Host.Tests;

/// <summary>Two real apps on one hub: the orchestration lies in one, its steps in the other.</summary>
public sealed class TwoAppsTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _state = Directory.CreateTempSubdirectory("landfall-two-").FullName;
    private readonly List<string> _log = [];
    private TaskHub _hub = null!;
    private FunctionsHost _host = null!;

    public async ValueTask InitializeAsync() => await Open();

    [Fact]
    [Trait("Protocol", "5.2")]
    public async Task A_run_survives_the_death_of_an_app_and_of_the_hub()
    {
        const int rounds = 40;
        using var http = new HttpClient { Timeout = Patience };
        var alpha = _host.Apps["Alpha"];
        using var started = await http.PostAsync(
            new Uri(alpha.Address, $"api/relays/{rounds}?code={alpha.Keys.Function}"), null);
        Assert.True(started.IsSuccessStatusCode, Story());
        var id = await started.Content.ReadAsStringAsync();

        await Eventually.True(() => Answers(id) >= 5, "five steps are done");
        using (var beta = Process.GetProcessById(_host.ProcessIds["Beta"])) beta.Kill();
        await Eventually.True(() => Answers(id) >= 10, "steps go on after the kill");
        await _host.DisposeAsync();
        await _hub.DisposeAsync();
        await Open();
        await Eventually.True(() => Answers(id) == rounds, "all steps are done");
        Assert.Equal(OrchestrationStatus.Running, _hub.Get(id)!.OrchestrationStatus);
        await _hub.RaiseEventAsync(id, "go", "100");
        var ended = await _hub.WaitForCompletionAsync(id).WaitAsync(Patience);
        Assert.Equal(OrchestrationStatus.Completed, ended!.OrchestrationStatus);
        Assert.Equal($"{rounds + 101}", ended.Output);
    }

    [Fact]
    [Trait("Protocol", "2.3")]
    public async Task A_failure_keeps_its_message_from_app_to_app()
    {
        var id = await _hub.StartAsync("Mend");
        var ended = await _hub.WaitForCompletionAsync(id).WaitAsync(Patience);
        Assert.Equal("\"The glass is broken.\"", ended!.Output);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _hub.DisposeAsync();
        Directory.Delete(_state, recursive: true);
    }

    private int Answers(string id) => _hub.ReadHistory(id).Count(e => e.TaskCompleted is not null);

    private async Task Open()
    {
        _hub = TaskHub.Open(new TaskHubOptions { File = Path.Combine(_state, "hub.db"), Name = "TwoApps" });
        _host = await FunctionsHost.StartAsync(new HostOptions
        {
            Apps = [Built("Alpha"), Built("Beta")],
            StateFolder = _state,
            TaskHub = _hub,
            Log = line => { lock (_log) _log.Add($"{line.App}: {line.Text}"); }
        });
        await _host.ReadyAsync().WaitAsync(Patience);
    }

    private string Story()
    {
        lock (_log) return string.Join(Environment.NewLine, _log);
    }

    private static FunctionApp Built(string name) => new()
    {
        Name = name,
        Root = Path.GetFullPath(Path.Combine(
            AppContext.BaseDirectory, "..", "..", name, Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/', '\\'))))
    };
}
