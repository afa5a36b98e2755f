using System.Diagnostics;
using Landfall.Local.Platform;
using Spectre.Console;

namespace Landfall.Local.Terminal;

/// <summary>Shows what a start is doing: the first one on a machine installs things and takes a while.</summary>
internal static class Starting
{
    public static async Task<LocalPlatform> Show(LocalOptions options, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        var platform = await AnsiConsole.Status().StartAsync("starting", async status =>
        {
            var told = options with
            {
                Progress = text => status.Status = Markup.Escape(text),
            };
            return await LocalPlatform.Start(told, cancel);
        });
        AnsiConsole.MarkupLineInterpolated($" [green]✓[/] up in {watch.Elapsed.TotalSeconds:0.0} s");
        return platform;
    }
}
