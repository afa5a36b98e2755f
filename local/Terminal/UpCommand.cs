using Landfall.Local.Platform;
using Spectre.Console;

namespace Landfall.Local.Terminal;

/// <summary>Starts the platform, says where everything is, and waits for Ctrl-C.</summary>
internal static class UpCommand
{
    public static async Task<int> Run(LocalOptions options, CancellationToken cancel)
    {
        await using var platform = await Starting.Show(options, cancel);
        Print(platform);

        var stop = new TaskCompletionSource();
        await using var _ = cancel.Register(stop.SetResult);
        await stop.Task;

        AnsiConsole.MarkupLine("stopping: runs go on where they are at the next start");
        return 0;
    }

    private static void Print(LocalPlatform platform)
    {
        var addresses = platform.Addresses;
        var table = new Table().Border(TableBorder.Simple).AddColumn("what").AddColumn("where");
        table.AddRow("all runs", Markup.Escape(addresses.ConsolePage));
        table.AddRow("models", $"{addresses["gateway"]}/v2/models/NAME/infer");
        table.AddRow("storage", addresses["storage"]);
        table.AddRow("cluster", $"{addresses["cluster"]}  (kubectl --kubeconfig {Relative(addresses["kubeconfig"])} get jobs -A)");
        foreach (var app in AppCatalog.Names)
            table.AddRow($"app {app}", addresses[app.ToLowerInvariant()]);
        table.AddRow("log", Relative(platform.Options.LogFile));
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated($"Storage connection string: see {Relative(platform.Options.In("endpoints.json"))}. Ctrl-C stops.");
    }

    private static string Relative(string path) => Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
}
