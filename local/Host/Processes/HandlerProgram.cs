using Landfall.Local.Host.Apps;

namespace Landfall.Local.Host.Processes;

/// <summary>Which program to start for an app, and how.</summary>
internal sealed record HandlerProgram(string File, IReadOnlyList<string> Arguments, string WorkingDirectory)
{
    public static HandlerProgram For(FunctionApp app, HostJson json)
    {
        string?[] candidates =
        [
            app.Executable,
            json.Executable is null ? null : Path.Combine(json.WorkingDirectory, json.Executable),
            Path.Combine(app.Root, "handler"),
            Path.Combine(app.Root, $"Landfall.Functions.{app.Name}"),
            json.Executable is null ? null : OnPath(json.Executable)
        ];
        var file = candidates.FirstOrDefault(c => c is not null && System.IO.File.Exists(c))
            ?? throw new FileNotFoundException(
                $"App '{app.Name}' has no executable. Looked for: {string.Join(", ", candidates.OfType<string>())}. "
                + "Build the app, or name its executable.");
        return new HandlerProgram(file, [.. app.Arguments, .. json.Arguments], json.WorkingDirectory);
    }

    private static string? OnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Select(d => Path.Combine(d, name)).FirstOrDefault(System.IO.File.Exists);
}
