using System.Diagnostics;
using System.Text;

namespace Landfall.Infra.Tests;

/// <summary>A function app that was started as the Functions host starts it, and ended as soon as it listened or gave up.</summary>
internal sealed record StartedApp(bool Listens, string Said)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<StartedApp> Run(string app, IReadOnlyDictionary<string, string> settings)
    {
        var program = Program(app);
        Assert.SkipUnless(File.Exists(program), $"{program} is not built. Build Functions.sln first.");
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = Path.GetDirectoryName(program)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = "0";
        // Named for the one provider, because the worker keeps the host's log quiet for all of them.
        start.Environment["Logging__Console__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        using var end = new CancellationTokenSource(Patience);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var said = new StringBuilder();
        var listens = false;
        try
        {
            while (!listens && await process.StandardOutput.ReadLineAsync(end.Token) is { } line)
            {
                said.AppendLine(line);
                listens = line.Contains("Now listening on", StringComparison.Ordinal);
            }
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        return new(listens, said.Append(await errors).ToString());
    }

    private static string Program(string app)
    {
        var (project, name) = app == "Orchestrations"
            ? ("Orchestrations.App", "Landfall.Orchestrations.App")
            : (app, $"Landfall.Functions.{app}");
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return SourceTree.At("artifacts", "bin", project, configuration, name + (OperatingSystem.IsWindows() ? ".exe" : ""));
    }
}
