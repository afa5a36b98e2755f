var builder = FunctionsApplication.CreateBuilder(args);

builder.Build().Run();
