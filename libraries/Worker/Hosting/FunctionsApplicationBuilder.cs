using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Console;

namespace Landfall.Worker;

/// <summary>Services, configuration and logging of a function app, then the app itself.</summary>
public sealed class FunctionsApplicationBuilder : IHostApplicationBuilder
{
    /// <summary>How the Functions host tells a custom handler where to listen. Zero picks any free port.</summary>
    public const string PortSetting = "FUNCTIONS_CUSTOMHANDLER_PORT";

    private readonly WebApplicationBuilder _web;

    internal FunctionsApplicationBuilder(string[] args)
    {
        var parent = StartingParent.Ask();
        _web = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
        });
        ConfigureLogging(_web.Logging);
        _web.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;   // only the host on this machine calls; it has its own limits
        });
        Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        Services.TryAddSingleton(TimeProvider.System);
        Services.AddSingleton<FunctionCatalog>();
        Services.AddSingleton<FunctionInvoker>();
        Services.AddSingleton<OrchestratorInvoker>();
        Services.AddSingleton<InvocationEndpoint>();
        Services.AddSingleton<DurableTaskClients>();
        Services.AddSingleton(parent);
        Services.AddSingleton<Siblings>();
        Services.AddSingleton<Traffic>();
        if (SinglePart.Current is { } part)
            BeOneOfSeveral(part);
        else
            WatchTheHost();
    }

    public IServiceCollection Services => _web.Services;

    public ConfigurationManager Configuration => _web.Configuration;

    public ILoggingBuilder Logging => _web.Logging;

    public IHostEnvironment Environment => _web.Environment;

    IConfigurationManager IHostApplicationBuilder.Configuration => _web.Configuration;

    public IMetricsBuilder Metrics => _web.Metrics;

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull =>
        ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    public FunctionsHost Build() => new(_web.Build());

    private void WatchTheHost()
    {
        Services.AddHostedService<OrphanWatch>();
        Services.AddHostedService<RecycleWatch>();
    }

    private void BeOneOfSeveral(SinglePart part)
    {
        Services.AddSingleton<IServer, PartServer>();
        Services.Configure<WorkerOptions>(options => options.Assemblies.Add(part.Functions));
    }

    private static void ConfigureLogging(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;                  // the host takes each line for an entry
            console.ColorBehavior = LoggerColorBehavior.Disabled;
            console.IncludeScopes = false;
        });
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
    }
}
