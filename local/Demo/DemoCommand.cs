using Landfall.Contracts.Documents;
using Landfall.Local.Cluster;
using Landfall.Local.Events;
using Landfall.Local.Platform;
using Landfall.Local.Terminal;

namespace Landfall.Local.Demo;

/// <summary>Sets everything up, tells the story, and says whether it went as told.</summary>
internal static class DemoCommand
{
    private const string Model = "flights-delay";

    public static async Task<int> Run(LocalOptions options, string? report, CancellationToken cancel)
    {
        var installation = Installation.OfThisProgram;
        await EndEarlierLife(options, installation, cancel);
        var data = new FlightsData(installation, options.In("demo-data"));
        await data.Install(text => Screen.Raw($"   {text}"), cancel);

        await using var platform = await Starting.Show(options, cancel);
        Screen.Raw($"   all runs: {platform.Addresses.ConsolePage}");

        using var api = new PlatformApi(platform.Addresses);
        await api.Apply(DocumentKinds.DataContract, Model, Path.Combine(installation.Sample, "contract.yaml"), cancel);
        await api.Apply(DocumentKinds.ModelPipeline, Model, Path.Combine(installation.Sample, "pipeline.yaml"), cancel);

        await using var traffic = Traffic.Start(
            installation, data.AllFlights, platform.Addresses["gateway"], Model, options.In("demo-data"));
        var runs = await new DemoStory(platform, data, api).Tell(cancel);
        var numbers = await traffic.Stop();

        DemoReport.Print(runs, numbers);
        if (report is not null)
            DemoReport.Write(Path.GetFullPath(report), DemoReport.Json(runs, numbers));

        var asTold = DemoReport.IsAsTold(runs);
        if (asTold)
            Screen.Line($"[green]✓[/] two promoted, one refused, one rolled back: as told");
        else
            Screen.Line($"[red]✕[/] the verdicts are not Promoted, Promoted, Rejected, RolledBack");
        WhatNext(options);
        return asTold ? 0 : 1;
    }

    private static void WhatNext(LocalOptions options)
    {
        var state = Path.GetRelativePath(Directory.GetCurrentDirectory(), options.StateFolder);
        Screen.Raw("");
        Screen.Raw("Try next:");
        Screen.Raw("  look at these runs in the console");
        Screen.Raw($"    dotnet run --project local -- --state {state}");
        Screen.Raw("  what should run, and why it changed");
        Screen.Raw($"    git -C {Path.Combine(state, "git", "models.git")} log");
        Screen.Raw("  a model of your own: docs/guides/first-model.md");
        Screen.Raw("    dotnet run --project local");
    }

    /// <summary>A demo begins with nothing. What an earlier one left running is taken over and ended, then its files go.</summary>
    private static async Task EndEarlierLife(LocalOptions options, Installation installation, CancellationToken cancel)
    {
        if (!Directory.Exists(options.StateFolder))
            return;

        if (Directory.Exists(options.In("storage")))
        {
            await using var events = await EventGrid.StartAsync(new(options.In("events")), cancel);
            await using var storage = await LocalStorage.StartAsync(
                new(options.In("storage"), Path.Combine(installation.Cache, "azurite")), events, cancel);
        }

        if (Directory.Exists(options.In("cluster")))
        {
            await using var cluster = await LocalCluster.StartAsync(new() { StateFolder = options.In("cluster") }, cancel);
        }

        Directory.Delete(options.StateFolder, recursive: true);
    }
}
