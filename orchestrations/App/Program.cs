var builder = FunctionsApplication.CreateBuilder(args);

builder.AddLandfall("Orchestrations");

builder.Build().Run();
