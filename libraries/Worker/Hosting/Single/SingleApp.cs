using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Landfall.Worker;

/// <summary>
/// Serves several function apps as one: each keeps its program, its settings and its services as they are, and all listen
/// at one address. For plans and task hubs that know one app only.
/// </summary>
public sealed class SingleApp : IAsyncDisposable
{
    private readonly List<FunctionsHost> _parts;
    private readonly WebApplication _front;
    private readonly IServer _server;

    private SingleApp(List<FunctionsHost> parts, WebApplication front)
    {
        (_parts, _front) = (parts, front);
        _server = front.Services.GetRequiredService<IServer>();
    }

    public Uri Address => new(_server.Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Serves until told to stop; what keeps any of the apps from starting is told in one message.</summary>
    public static async Task<int> RunAsync(string[] args, IEnumerable<SinglePart> apps)
    {
        try
        {
            await using var app = await StartAsync(args, [.. apps]);
            await app._front.WaitForShutdownAsync();
            return Environment.ExitCode;
        }
        catch (Exception failure) when (StartupFailure.Explain(failure) is { } explanation)
        {
            await Console.Error.WriteLineAsync(explanation);
            return 1;
        }
    }

    /// <exception cref="AggregateException">The settings of some apps have gaps: all of them.</exception>
    public static async Task<SingleApp> StartAsync(string[] args, IReadOnlyList<SinglePart> apps)
    {
        ArgumentNullException.ThrowIfNull(apps);
        var parts = apps.Select(app => Build(app, args)).ToList();
        var failures = new List<Exception>();
        foreach (var part in parts)
        {
            try
            {
                await part.StartAsync();
            }
            catch (Exception gaps) when (StartupFailure.Explain(gaps) is not null)
            {
                failures.Add(gaps);   // the others' gaps belong into the same message
            }
        }

        if (failures.Count > 0)
            throw new AggregateException(failures);

        // The front has no functions: it gives every request to the app that has the function, as the server got it.
        var front = FunctionsApplication.CreateBuilder(args).Build().Web;
        var single = new SingleApp(parts, front);
        single._server.Features.Get<IServerAddressesFeature>()!.Addresses.Add($"http://127.0.0.1:{WorkerPort.Read(front.Configuration)}");
        await single._server.StartAsync(new Fork(parts, front.Services.GetRequiredService<Traffic>()), CancellationToken.None);
        foreach (var watch in front.Services.GetServices<IHostedService>().Where(service => service is OrphanWatch or RecycleWatch))
            await watch.StartAsync(CancellationToken.None);
        return single;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(CancellationToken.None);
        foreach (var part in _parts)
        {
            await part.StopAsync();
            part.Dispose();
        }

        await _front.DisposeAsync();
    }

    private static FunctionsHost Build(SinglePart app, string[] args)
    {
        SinglePart.Current = app;
        try
        {
            app.Program(args);
        }
        finally
        {
            SinglePart.Current = null;
        }

        return app.Built
            ?? throw new WorkerStartupException($"The program of {app.Functions.GetName().Name} builds no function app.");
    }
}
