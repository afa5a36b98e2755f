using Landfall.Functions.Train;
using Landfall.Functions.Train.Jobs;
using Landfall.Kubernetes;
using Landfall.Storage;

var builder = FunctionsApplication.CreateBuilder(args);

builder.AddLandfall("Train")
    .AddOptions<TrainOptions, TrainOptionsValidator>(TrainOptions.Section);

builder.Services
    .AddLandfallStorage(builder.Configuration)
    .AddLandfallKubernetes(builder.Configuration, "train")
    .AddSingleton<TrainDesigner>();

builder.Build().Run();
