using Landfall.Functions.Ingest;
using Landfall.Functions.Ingest.Landing;
using Landfall.Storage;

var builder = FunctionsApplication.CreateBuilder(args);

builder.AddLandfall("Ingest")
    .AddOptions<IngestOptions, IngestOptionsValidator>(IngestOptions.Section)
    .AddStorage();

builder.Services.AddSingleton<LandingLedger>();
builder.Services.AddSingleton<DatasetCloser>();
builder.Services.AddSingleton<CurrentPipelines>();

builder.Build().Run();
