using Landfall.Functions.Evaluate;
using Landfall.Functions.Evaluate.Jobs;
using Landfall.Functions.Evaluate.Judging;
using Landfall.Storage;

var builder = FunctionsApplication.CreateBuilder(args);

builder.AddLandfall("Evaluate")
    .AddOptions<EvaluateOptions, EvaluateOptionsValidator>(EvaluateOptions.Section)
    .AddEvaluateJobs();

builder.Services
    .AddLandfallStorage(builder.Configuration)
    .AddSingleton<PredictionFiles>()
    .AddSingleton<Novelty>();

builder.Build().Run();
