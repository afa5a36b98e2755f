using Landfall.Functions.Evaluate.Jobs;
using Landfall.Storage;

var builder = FunctionsApplication.CreateBuilder(args);

builder.AddLandfall("Evaluate")
    .AddEvaluateJobs();

builder.Services.AddLandfallStorage(builder.Configuration);

builder.Build().Run();
