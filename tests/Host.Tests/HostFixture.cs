using System.Text.Json.Nodes;
using Landfall.Host.Tests.Handler;
using Landfall.Local.Engine;
using Landfall.Local.Host;

namespace Landfall.Host.Tests;

/// <summary>A hub, a host and one app whose handler is this program, in a folder of their own.</summary>
public sealed class HostFixture : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("landfall-host-").FullName;

    public HostFixture()
    {
        Root = Directory.CreateDirectory(Path.Combine(_folder, "app")).FullName;
        HostJson();
        Add("httpHello", """{"type":"httpTrigger","direction":"in","name":"req","route":"hello/{id?}","authLevel":"anonymous"},{"type":"http","direction":"out","name":"res"},{"type":"durableClient","direction":"in","name":"client"}""");
        Add("httpErr", """{"type":"httpTrigger","direction":"in","name":"req","authLevel":"function"},{"type":"http","direction":"out","name":"res"},{"type":"durableClient","direction":"in","name":"client"}""");
        Add("plain", """{"type":"httpTrigger","direction":"in","name":"req","route":"plain/{x}","authLevel":"anonymous"},{"type":"http","direction":"out","name":"res"}""");
        Add("egFunc", """{"type":"eventGridTrigger","direction":"in","name":"eventGridEvent"}""");
        Add("egMany", """{"type":"eventGridTrigger","direction":"in","name":"events","cardinality":"many"}""");
        Add("orch", """{"type":"orchestrationTrigger","direction":"in","name":"context"}""");
        Add("act", """{"type":"activityTrigger","direction":"in","name":"input"}""");
    }

    public string Root { get; }

    public string State => Path.Combine(_folder, "state");

    public TaskHub Hub { get; private set; } = null!;

    public FunctionsHost Host { get; private set; } = null!;

    public HttpClient Http { get; } = new();

    public RunningApp App => Host.Apps["Probe"];

    public List<HostLogLine> Log { get; } = [];

    /// <summary>More settings of the app; add them before the start.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    public string RecordPath => Path.Combine(_folder, "requests.jsonl");

    public string InState(string file) => Path.Combine(Directory.CreateDirectory(State).FullName, file);

    /// <summary>Writes host.json anew; <paramref name="more"/> are members behind the usual ones.</summary>
    public void HostJson(string more = "") => File.WriteAllText(
        Path.Combine(Root, "host.json"),
        $$$"""{"version":"2.0","customHandler":{"enableForwardingHttpRequest":true,"description":{"defaultExecutablePath":"handler"}}{{{more}}}}""");

    public async Task Start(TimeProvider? clock = null, int port = 0, bool ready = true)
    {
        Hub = TaskHub.Open(new TaskHubOptions { File = Path.Combine(State, "hub.db"), Name = "RigHub" });
        Host = await FunctionsHost.StartAsync(new HostOptions
        {
            Apps =
            [
                new FunctionApp
                {
                    Name = "Probe", Root = Root, Port = port, Executable = Environment.ProcessPath, Arguments = ["handler"],
                    Settings = new Dictionary<string, string>(Settings) { [FakeHandler.RecordFile] = RecordPath }
                }
            ],
            StateFolder = State,
            TaskHub = Hub,
            TimeProvider = clock ?? TimeProvider.System,
            Log = line => { lock (Log) Log.Add(line); }
        });
        if (ready) await Host.ReadyAsync();
    }

    public void Add(string function, string bindings)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root, function)).FullName;
        File.WriteAllText(Path.Combine(folder, "function.json"), $$"""{"bindings":[{{bindings}}]}""");
    }

    /// <summary>Bodies of the invocations of one function so far.</summary>
    public List<JsonNode> Requests(string function) => !File.Exists(RecordPath) ? [] :
        [.. File.ReadAllLines(RecordPath).Select(l => JsonNode.Parse(l)!)
            .Where(r => r["path"]!.GetValue<string>().TrimStart('/').Equals(function, StringComparison.Ordinal))];

    public async Task Stop()
    {
        if (Host is not null) await Host.DisposeAsync();
        if (Hub is not null) await Hub.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
