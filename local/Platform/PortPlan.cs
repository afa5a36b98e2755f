using System.Text.Json;
using Landfall.Local.Shared;

namespace Landfall.Local.Platform;

/// <summary>
/// Which address belongs to whom. Chosen once per state folder and kept, because links that were sent must still open
/// after a restart.
/// </summary>
internal sealed class PortPlan
{
    private const int First = 7070;

    private readonly Dictionary<string, int> ports;

    private PortPlan(Dictionary<string, int> ports) => this.ports = ports;

    public int this[string name] => ports[name];

    /// <exception cref="PortTakenException">A port that people remember belongs to another program.</exception>
    public static PortPlan Of(LocalOptions options, IReadOnlyList<string> names)
    {
        var file = options.In("ports.json");
        var kept = File.Exists(file)
            ? JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(file)) ?? []
            : [];

        var ports = new Dictionary<string, int>();
        for (var i = 0; i < names.Count; i++)
            ports[names[i]] = kept.TryGetValue(names[i], out var port) ? port : options.AutoPorts ? FreePort.Take() : First + i;

        var taken = ports.Where(pair => !FreePort.IsFree(pair.Value)).ToList();
        if (taken.Count > 0)
            throw new PortTakenException(taken, isWhole: kept.Count > 0 && taken.Count == ports.Count, options.StateFolder);

        WholeFile.Write(file, JsonSerializer.Serialize(ports));
        return new(ports);
    }
}

/// <summary>Says which addresses are taken and what to do.</summary>
/// <param name="isWhole">All of them, as kept from an earlier start: that start still runs.</param>
internal sealed class PortTakenException(
    IReadOnlyList<KeyValuePair<string, int>> taken, bool isWhole, string state) : Exception(isWhole
        ? $"Landfall already runs on {state}: all its ports are in use. Stop that one with Ctrl-C, or start another beside "
            + "it with --ports auto --state FOLDER."
        : $"{(taken.Count == 1 ? "A port is" : "Ports are")} in use by another program: "
            + string.Join(", ", taken.Select(pair => $"{pair.Value} ({pair.Key})"))
            + ". Stop that program, or start with --ports auto --state FOLDER, where no ports are chosen yet.");
