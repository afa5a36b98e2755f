#if SINGLE
// Published with -p:Packaging=Single: all apps in one, for a task hub that does not filter.
return await SingleApp.RunAsync(
    args, [new SinglePart(typeof(Landfall.Orchestrations.ModelDelivery).Assembly, Orchestrations), .. SinglePart.Beside()]);
#else
Orchestrations(args);
#endif

static void Orchestrations(string[] args)
{
    var builder = FunctionsApplication.CreateBuilder(args);

    builder.AddLandfall("Orchestrations");

    builder.Build().Run();
}
