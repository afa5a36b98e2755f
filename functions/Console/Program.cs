using Landfall.Domain.Documents;
using Landfall.Domain.Overrides;
using Landfall.Domain.Records;
using Landfall.Domain.Storage;
using Landfall.Functions.Console;
using Landfall.Functions.Console.Access;
using Landfall.Functions.Console.Documents;
using Landfall.Functions.Console.Experiments;
using Landfall.Functions.Console.Models;
using Landfall.Functions.Console.Runs;
using Landfall.Hosting.Access;
using Landfall.Registry;
using Landfall.Storage;

var builder = FunctionsApplication.CreateBuilder(args);

builder.AddLandfall("Console")
    .AddOptions<ConsoleOptions, ConsoleOptionsValidator>(ConsoleOptions.Section)
    .AddLandfallAccess();

builder.Services
    .AddLandfallStorage(builder.Configuration)
    .AddLandfallRegistryReader()
    .AddSingleton(services => new RecordReader(
        services.GetRequiredService<IBlobStore>(), services.GetRequiredService<ConsoleOptions>().RecordSignatures()))
    .AddSingleton<Door>()
    .AddSingleton<RunDirectory>()
    .AddSingleton<RunCommands>()
    .AddSingleton<ReleaseDesk>().AddSingleton<OverrideLog>().AddSingleton<SteeringDesk>()
    .AddSingleton<CardFacts>().AddSingleton<RunViews>()
    .AddSingleton<Agreements>()
    .AddSingleton<FleetViews>()
    .AddSingleton(services => services.GetRequiredService<ConsoleOptions>().StoriesOf(services))
    .AddSingleton<ClosedDatasets>().AddSingleton<ExperimentDesk>()
    .AddSingleton<DocumentIntake>().AddSingleton<DocumentStarts>().AddSingleton<DocumentSyncer>()
    .AddSingleton<CurrentEnvironments>()
    .AddSingleton<ImageDigests>()
    .AddSingleton(_ => new HttpClient { Timeout = TimeSpan.FromSeconds(20) });

builder.Build().Run();
