using System.Diagnostics;
using Landfall.Local.Platform;

namespace Landfall.Local.Terminal;

/// <summary>Shows what a start is doing: the first one on a machine installs things and takes a while.</summary>
internal static class Starting
{
    public static async Task<LocalPlatform> Show(LocalOptions options, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        var platform = await Screen.Live("starting", async show =>
        {
            var told = options with
            {
                Progress = text => Tell(text, show),
            };
            return await LocalPlatform.Start(told, cancel);
        });
        Screen.Line($" [green]✓[/] up in {watch.Elapsed.TotalSeconds:0.0} s");
        return platform;
    }

    /// <summary>A pipe is told what takes long, which are whole sentences, and not each part that starts.</summary>
    private static void Tell(string text, Action<string> show)
    {
        show(text);
        if (!Screen.IsTerminal && text.Contains(' ', StringComparison.Ordinal))
            Screen.Raw($"   {text}");
    }
}
