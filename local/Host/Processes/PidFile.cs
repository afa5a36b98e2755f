using System.Diagnostics;
using System.Text.Json;
using Landfall.Local.Shared;

namespace Landfall.Local.Host.Processes;

/// <summary>
/// Remembers which handlers run, so that a host that was killed outright can end what it left behind. A process is
/// ours only if both its id and its start time fit: ids are used again.
/// </summary>
internal sealed class PidFile(string stateFolder)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly string _file = Path.Combine(stateFolder, "handlers.json");
    private readonly Dictionary<int, Entry> _entries = [];

    /// <summary>Ends handlers of an earlier life that are still there; returns how many.</summary>
    public int EndOrphans()
    {
        if (!File.Exists(_file)) return 0;
        var ended = 0;
        foreach (var entry in JsonSerializer.Deserialize<List<Entry>>(File.ReadAllText(_file)) ?? [])
        {
            if (Find(entry) is not { } orphan) continue;
            using (orphan)
            {
                orphan.Kill(entireProcessTree: true);
                ended++;
            }
        }
        File.Delete(_file);
        return ended;
    }

    public void Add(string app, Process process)
    {
        lock (_gate)
        {
            _entries[process.Id] = new Entry(app, process.Id, process.StartTime.ToUniversalTime());
            Save();
        }
    }

    public void Remove(int id)
    {
        lock (_gate)
        {
            if (_entries.Remove(id)) Save();
        }
    }

    private void Save() => WholeFile.Write(_file, JsonSerializer.Serialize(_entries.Values.ToList()));

    private static Process? Find(Entry entry)
    {
        try
        {
            var process = Process.GetProcessById(entry.Id);
            if ((process.StartTime.ToUniversalTime() - entry.Started).Duration() <= Tolerance) return process;
            process.Dispose();
            return null;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private sealed record Entry(string App, int Id, DateTime Started);
}
