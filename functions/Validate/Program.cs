using Landfall.Functions.Validate;
using Landfall.Functions.Validate.Labels;
using Landfall.Functions.Validate.Loading;
using Landfall.Functions.Validate.Splitting;
using Landfall.Storage;

var builder = FunctionsApplication.CreateBuilder(args);

builder.AddLandfall("Validate")
    .AddOptions<ValidateOptions, ValidateOptionsValidator>(ValidateOptions.Section);

builder.Services
    .AddLandfallStorage(builder.Configuration)
    .AddSingleton<DatasetFiles>()
    .AddSingleton<DatasetHistory>()
    .AddSingleton<SplitUpload>()
    .AddSingleton<Validation>()
    .AddSingleton<LandedLabels>();

builder.Build().Run();
