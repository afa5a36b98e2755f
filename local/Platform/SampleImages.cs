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

        // The server takes its features from the trainer, so its image holds both; other scripts beside them are no part.
        foreach (var sample in new[] { "python", "tickets" })
        {
            images.AddRange(Python(installation, sample, "trainer", "trainer.py"));
            images.AddRange(Python(installation, sample, "server", "server.py", "trainer.py"));
        }

        return images.ToDictionary(image => image.Name);
    }

    private static IEnumerable<ImageEntry> Python(Installation installation, string sample, string role, params string[] files)
    {
        var folder = Path.Combine(installation.Root, "samples", sample);
        string[] scripts = [.. files.Select(file => Path.Combine(folder, file))];
        if (scripts.All(File.Exists))
            yield return new($"registry.local/{sample}-{role}", ["python3", scripts[0]], scripts, Quiet, null);
    }

    /// <summary>Python's caches beside the scripts would change their digest.</summary>
    private static Dictionary<string, string> Quiet { get; } = new() { ["PYTHONDONTWRITEBYTECODE"] = "1" };

    private static ImageEntry Built(
        string name, Installation installation, string project, string assembly, params (string Name, string Value)[] env) => new(
        name, [installation.Program(project, assembly)], [installation.Folder(project)],
        new Dictionary<string, string>(env.ToDictionary(pair => pair.Name, pair => pair.Value)) { ["DOTNET_gcServer"] = "0" }, null);
}
