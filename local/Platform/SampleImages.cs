using Landfall.Local.Cluster.Images;

namespace Landfall.Local.Platform;

/// <summary>The images every start knows: the agent and the samples, each a program of this checkout.</summary>
internal static class SampleImages
{
    public static IReadOnlyDictionary<string, ImageEntry> Of(Installation installation)
    {
        var images = new List<ImageEntry>
        {
            Built("registry.local/landfall-agent", installation, "Agent", "Landfall.Agent"),
            Built("registry.local/flights-trainer", installation, "Flights.Trainer", "Flights.Trainer"),
            Built("registry.local/flights-server", installation, "Flights.Server", "Flights.Server", ("FLIGHTS_FAULTS", "on")),
        };

        var python = Path.Combine(installation.Root, "samples", "python");
        foreach (var role in new[] { "trainer", "server" })
        {
            var script = Path.Combine(python, $"{role}.py");
            if (File.Exists(script))
                images.Add(new($"registry.local/python-{role}", ["python3", script], Directory.GetFiles(python, "*.py"), Quiet, null));
        }

        return images.ToDictionary(image => image.Name);
    }

    /// <summary>Python's caches beside the scripts would change their digest.</summary>
    private static Dictionary<string, string> Quiet { get; } = new() { ["PYTHONDONTWRITEBYTECODE"] = "1" };

    private static ImageEntry Built(
        string name, Installation installation, string project, string assembly, params (string Name, string Value)[] env) => new(
        name, [installation.Program(project, assembly)], [installation.Folder(project)],
        new Dictionary<string, string>(env.ToDictionary(pair => pair.Name, pair => pair.Value)) { ["DOTNET_gcServer"] = "0" }, null);
}
