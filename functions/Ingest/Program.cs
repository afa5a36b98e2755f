using Landfall.Functions.Ingest;
using Landfall.Functions.Ingest.Datasets;
using Landfall.Functions.Ingest.Triggers;
using Landfall.Storage;

var builder = FunctionsApplication.CreateBuilder(args);

builder.AddLandfall("Ingest")
    .AddOptions<IngestOptions, IngestOptionsValidator>(IngestOptions.Section);

builder.Services
    .AddLandfallStorage(builder.Configuration)
    .AddSingleton<LandingLedger>()
    .AddSingleton<DatasetCloser>()
    .AddSingleton<CurrentPipelines>()
    .AddSingleton<LaneNews>();

builder.Build().Run();
