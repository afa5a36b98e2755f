using Grpc.Net.Client;
using Landfall.Local.Engine;
using Landfall.Local.Host;
using Landfall.Worker;
using Microsoft.Extensions.DependencyInjection;
using FunctionsHost = Landfall.Local.Host.FunctionsHost;

namespace Landfall.Bench.Durable;

/// <summary>
/// The local host with two apps, each a process of its own behind HTTP: one has the orchestrator, one the activity. Both
/// are this program, started with <c>durable app</c>.
/// </summary>
internal sealed class AppsRig : IAsyncDisposable
{
    private readonly GrpcChannel _channel;

    private AppsRig(TaskHub hub, FunctionsHost host)
    {
        (Hub, Host) = (hub, host);
        _channel = GrpcChannel.ForAddress(host.TaskHubAddress);
        Client = GrpcDurableTaskClient.Connect(_channel, hub.Name);
    }

    public TaskHub Hub { get; }

    public FunctionsHost Host { get; }

    public DurableTaskClient Client { get; }

    public static Task<AppsRig> Start(string folder) => Start(folder,
        App(folder, "Flows", (BenchFunctions.Flow, "orchestrationTrigger", "context")),
        App(folder, "Steps", (BenchFunctions.Step, "activityTrigger", "number")));

    /// <summary>Both functions in one app, which tells how its start went into a file.</summary>
    public static Task<AppsRig> StartOne(string folder, string file)
    {
        var app = App(
            folder, "Both", (BenchFunctions.Flow, "orchestrationTrigger", "context"), (BenchFunctions.Step, "activityTrigger", "number"));
        var (name, value) = StartCost.Into(file);
        return Start(folder, app with { Settings = new Dictionary<string, string> { [name] = value } });
    }

    private static async Task<AppsRig> Start(string folder, params FunctionApp[] apps)
    {
        var hub = TaskHub.Open(new TaskHubOptions { File = Path.Combine(folder, "hub.db"), Log = Console.Error.WriteLine });
        var host = await FunctionsHost.StartAsync(new HostOptions
        {
            Apps = apps,
            StateFolder = folder,
            TaskHub = hub,
            Log = line =>
            {
                if (line.Level == HostLogLevel.Error) Console.Error.WriteLine($"{line.App}: {line.Text}");
            },
        });
        await host.ReadyAsync();
        return new AppsRig(hub, host);
    }

    /// <summary>What the host starts: a function app with everything in this assembly.</summary>
    public static int RunApp()
    {
        StartCost.Begin();
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.Services.Configure<WorkerOptions>(options => options.Assemblies.Add(typeof(BenchFunctions).Assembly));
        var app = builder.Build();
        app.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>().ApplicationStarted.Register(() => StartCost.Tell(StartCost.Listens));
        app.Run();
        return Environment.ExitCode;
    }

    public async Task RunFlow(FlowInput input)
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(BenchFunctions.Flow, input);
        var ended = await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
        Flows.Check(id, ended.RuntimeStatus.ToString(), ended.FailureDetails?.ErrorMessage);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await Host.DisposeAsync();
        await Hub.DisposeAsync();
    }

    private static FunctionApp App(string folder, string name, params (string Name, string Trigger, string Parameter)[] functions)
    {
        var root = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        File.WriteAllText(Path.Combine(root, "host.json"), """{"version":"2.0","customHandler":{"description":{"defaultExecutablePath":"handler"}}}""");
        foreach (var function in functions)
        {
            File.WriteAllText(
                Path.Combine(Directory.CreateDirectory(Path.Combine(root, function.Name)).FullName, "function.json"),
                $$"""{"bindings":[{"type":"{{function.Trigger}}","direction":"in","name":"{{function.Parameter}}"}]}""");
        }

        return new FunctionApp
        {
            Name = name,
            Root = root,
            Executable = Environment.ProcessPath,
            Arguments = ["durable", "app"],
        };
    }
}
