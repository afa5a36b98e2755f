using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Landfall.Local.Platform;

namespace Landfall.Harness;

/// <summary>
/// A whole platform on a state folder of its own, started as people start it. It can be killed in part or as a whole and
/// started again on the same state. <see cref="Toys"/> are its images.
/// </summary>
public sealed class LandfallPlatform : IAsyncDisposable
{
    /// <summary>Set it to look at the state of a failed test afterwards.</summary>
    private const string Keep = "LANDFALL_KEEP_STATE";

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(8);

    private PlatformProcess process;

    private readonly PlatformProgram program;

    private LandfallPlatform(string state, PlatformProgram program)
    {
        State = state;
        this.program = program;
        Toys = new Toys(state);
        process = Launch();
    }

    /// <summary>The state folder, <c>--state</c>.</summary>
    public string State { get; }

    public Toys Toys { get; }

    /// <summary>What lands, who decides, and what became of it.</summary>
    public Runs Runs { get; private set; } = null!;

    /// <summary>The cluster through its API, as kubectl sees it.</summary>
    public ClusterView Cluster { get; private set; } = null!;

    /// <summary><c>endpoints.json</c>: addresses by name, and the keys.</summary>
    internal AddressBook Addresses { get; private set; } = null!;

    internal PlatformProcess Process => process;

    public string Kubeconfig => In("kubeconfig");

    /// <summary>A new platform, up and ready.</summary>
    public static Task<LandfallPlatform> Start(string name) => Start(name, PlatformProgram.AsShipped);

    /// <summary>A new platform in a program that wraps it.</summary>
    internal static async Task<LandfallPlatform> Start(string name, PlatformProgram program)
    {
        var platform = new LandfallPlatform(Directory.CreateTempSubdirectory($"landfall-{name}-").FullName, program);
        try
        {
            await platform.Ready();
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    /// <summary>A second life on the same state. The first must have ended.</summary>
    public async Task StartAgain()
    {
        if (!process.HasExited)
            throw new HarnessException("the platform runs already");
        process.Dispose();
        process = Launch();
        await Ready();
    }

    /// <summary><c>kill -9</c> of <c>Landfall.Local</c>: engine, host, events, API server and gateway end at once.</summary>
    public Task Kill() => process.Kill();

    /// <summary><c>kill -9</c> of everything but Azurite: the platform, its apps, every pod.</summary>
    public async Task KillAllButAzurite()
    {
        var azurite = Azurite;
        await Kill();
        foreach (var pid in Processes().Where(pid => pid != azurite))
            ProcessTable.Kill(pid);
        await InTime.True(() => Processes().All(pid => pid == azurite), "everything but Azurite has ended", Living);
    }

    /// <summary>Ctrl-C, and the exit code.</summary>
    public Task<int> Interrupt() => process.Interrupt();

    /// <summary>The process of an app's handler right now; apps are named as their folders, and <c>Orchestrations</c>.</summary>
    public int HandlerOf(string app) => Handlers()[app];

    /// <summary>Null between two lives of a handler, and while the host writes the list.</summary>
    public int? TryHandlerOf(string app) =>
        File.Exists(In("host", "handlers.json")) && Handlers().TryGetValue(app, out var pid) ? pid : null;

    public int Azurite => (int)JsonNode.Parse(File.ReadAllText(In("storage", "azurite.json")))!["pid"]!;

    /// <summary>All living processes that this platform, or an earlier life of it, has started.</summary>
    public IReadOnlyList<int> Processes() => ProcessTable.Mentioning(State);

    /// <summary>One line per living process, for messages.</summary>
    public Task<string> Living() =>
        Task.FromResult(string.Join('\n', Processes().Select(pid => $"{pid} {ProcessTable.CommandLine(pid)}")));

    public string In(params string[] parts) => Path.Combine([State, .. parts]);

    /// <summary>The last lines of the platform's log.</summary>
    public string Log(int lines = 40) => File.Exists(In("local.log"))
        ? string.Join('\n', File.ReadLines(In("local.log")).TakeLast(lines))
        : "no log";

    public async ValueTask DisposeAsync()
    {
        Runs?.Dispose();
        Cluster?.Dispose();
        try
        {
            if (!process.HasExited)
                await process.Interrupt();
        }
        finally
        {
            // What a test has killed and not started again leaves its pods and Azurite behind.
            foreach (var pid in Processes())
                ProcessTable.Kill(pid);
            process.Dispose();
            if (Environment.GetEnvironmentVariable(Keep) is null)
                Directory.Delete(State, recursive: true);
        }
    }

    private PlatformProcess Launch()
    {
        // It is written when everything is up: the one of an earlier life must not be taken for it.
        File.Delete(In("endpoints.json"));
        return PlatformProcess.Start(program, State, Toys.ImagesFile);
    }

    private async Task Ready()
    {
        await InTime.Get(
            () => Task.FromResult(File.Exists(In("endpoints.json")) || process.HasExited ? "up" : null),
            "the platform is up", () => Task.FromResult($"{process.Said}\n{Log()}"), StartLimit);
        if (process.HasExited)
            throw new HarnessException($"the platform ended at once: {process.Said}\n{Log()}");

        Addresses = Book();
        Runs?.Dispose();
        Cluster?.Dispose();
        Runs = new Runs(this);
        Cluster = new ClusterView(Kubeconfig);
    }

    private AddressBook Book()
    {
        var all = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(In("endpoints.json")))!;
        var (key, approve) = (all["key"], all["approveKey"]);
        return new(all.Where(pair => pair.Key is not ("key" or "approveKey")).ToDictionary(), key, approve);
    }

    private Dictionary<string, int> Handlers() =>
        JsonNode.Parse(File.ReadAllText(In("host", "handlers.json")))!.AsArray()
            .ToDictionary(entry => (string)entry!["App"]!, entry => int.Parse($"{entry!["Id"]}", CultureInfo.InvariantCulture));
}
