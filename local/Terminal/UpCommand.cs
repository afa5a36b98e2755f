using Landfall.Local.Platform;

namespace Landfall.Local.Terminal;

/// <summary>Starts the platform, says where everything is, and waits for Ctrl-C.</summary>
internal static class UpCommand
{
    public static async Task<int> Run(LocalOptions options, CancellationToken cancel)
    {
        await using var platform = await Starting.Show(options, cancel);
        Print(platform);

        await new RouteNews(platform.Addresses["gateway"]).Tell(cancel);

        Screen.Line($"stopping: runs go on where they are at the next start");
        return 0;
    }

    /// <summary>No frame: addresses must stay whole in 80 columns too.</summary>
    private static void Print(LocalPlatform platform)
    {
        var addresses = platform.Addresses;
        Screen.Raw("");
        Row("all runs", addresses.ConsolePage);
        Row("models", $"{addresses["gateway"]}/v2/models/NAME/infer");
        Row("storage", addresses["storage"]);
        Row("cluster", addresses["cluster"]);
        Row("kubectl", $"kubectl --kubeconfig {Place(addresses["kubeconfig"])} get jobs -A");
        foreach (var app in AppCatalog.Names)
            Row(app, addresses[app.ToLowerInvariant()]);
        Row("addresses", $"{Place(platform.Options.In("endpoints.json"))} (keys and the storage connection string too)");
        Row("mail", $"{Place(platform.Options.In("outbox"))}{Path.DirectorySeparatorChar} (links for approvers)");
        Row("log", Place(platform.Options.LogFile));
        Screen.Raw("");
        Screen.Raw("Ctrl-C stops. Try: landfall runs (dotnet run --project cli -- runs)");
    }

    private static void Row(string what, string where) => Screen.Raw($" {what,-15} {where}");

    /// <summary>As one would type it: short where it is below the present folder.</summary>
    private static string Place(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
