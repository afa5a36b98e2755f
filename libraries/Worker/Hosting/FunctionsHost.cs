using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Landfall.Worker;

/// <summary>A built function app.</summary>
public sealed class FunctionsHost : IHost
{
    private readonly WebApplication _web;

    internal FunctionsHost(WebApplication web) => _web = web;

    internal WebApplication Web => _web;

    /// <summary>Only where this is one of several apps.</summary>
    internal PartServer Part => (PartServer)_web.Services.GetRequiredService<IServer>();

    internal IEnumerable<RegisteredFunction> Functions => _web.Services.GetRequiredService<FunctionCatalog>().All;

    public IServiceProvider Services => _web.Services;

    /// <summary>Where it listens, once started.</summary>
    public Uri Address => new(_web.Services.GetRequiredService<IServer>()
        .Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    /// <summary>
    /// Serves until told to stop. What keeps the app from starting is told in one message on standard error, with
    /// exit code 1.
    /// </summary>
    public void Run()
    {
        if (SinglePart.Current is { } part)
        {
            part.Built = this;
            return;
        }

        try
        {
            StartAsync().GetAwaiter().GetResult();
        }
        catch (Exception failure) when (StartupFailure.Explain(failure) is { } explanation)
        {
            Console.Error.WriteLine(explanation);
            Environment.ExitCode = 1;
            return;
        }

        _web.WaitForShutdown();
    }

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        // Before the host does it, which would log a stack trace beside the message.
        _web.Services.GetService<IStartupValidator>()?.Validate();
        if (_web.Services.GetRequiredService<IServer>() is not PartServer)
        {
            _web.Urls.Clear();
            _web.Urls.Add($"http://127.0.0.1:{WorkerPort.Read(_web.Configuration)}");
        }

        var traffic = _web.Services.GetRequiredService<Traffic>();
        _web.Use((_, next) => traffic.Count(next));
        _web.Services.GetRequiredService<InvocationEndpoint>().Map(_web);
        await _web.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => _web.StopAsync(cancellationToken);

    public void Dispose() => ((IDisposable)_web).Dispose();
}
