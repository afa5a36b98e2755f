using Landfall.AzureMachineLearning;
using Landfall.Hosting.Signing;
using Landfall.Registry;
using Landfall.Storage;

var builder = FunctionsApplication.CreateBuilder(args);

builder.AddLandfall("Register");

builder.Services
    .AddLandfallStorage(builder.Configuration)
    .AddLandfallSigner(builder.Configuration, "versions")
    .AddLandfallRegistry()
    .AddLandfallAzureMachineLearning();

builder.Build().Run();
