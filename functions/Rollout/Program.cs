using Landfall.Domain.Documents;
using Landfall.Domain.Overrides;
using Landfall.Domain.Serving;
using Landfall.Functions.Rollout;
using Landfall.Functions.Rollout.Serving;
using Landfall.Hosting.Signing;
using Landfall.Kubernetes;
using Landfall.Kubernetes.Serving;
using Landfall.Metrics;
using Landfall.Storage;

var builder = FunctionsApplication.CreateBuilder(args);

builder.AddLandfall("Rollout")
    .AddOptions<RolloutOptions, RolloutOptionsValidator>(RolloutOptions.Section);

builder.Services
    .AddLandfallStorage(builder.Configuration)
    .AddLandfallKubernetes(builder.Configuration, "rollout")
    .AddLandfallServing()
    .AddLandfallMetrics()
    .AddSingleton<IGatewaySource>(services => services.GetRequiredService<RolloutOptions>().GatewayMetrics is { Length: > 0 } address
        ? new ScrapedGateway(new HttpClient { Timeout = TimeSpan.FromSeconds(10) }, new Uri(address))
        : new PrometheusGateway(services.GetRequiredService<IMetricSource>()))
    .AddSingleton<RunPlaces>()
    .AddLandfallPublicKeys("versions", provider => provider.GetRequiredService<RolloutOptions>().TrustedKeys)
    .AddSingleton<SignedVersions>().AddSingleton<LastMoment>()
    .AddSingleton<WatchedChampions>()
    .AddSingleton<InputProfiles>()
    .AddSingleton<ServedLogs>()
    .AddSingleton<CurrentEnvironments>()
    .AddSingleton<LinkRenewal>()
    .AddSingleton<RecordDebts>()
    .AddSingleton<OverrideLog>()
    .AddSingleton<RunOverrides>()
    .AddSingleton<RouteReset>()
    .AddSingleton<HandRollbacks>()
    .AddSingleton<SeenRoutes>();

builder.Build().Run();
