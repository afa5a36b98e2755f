using Landfall.Local.Engine;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Engine.Tests;

/// <summary>A hub in a folder of its own, with a clock that only moves when told.</summary>
public sealed class HubFixture : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("landfall-hub-").FullName;

    public HubFixture() => Hub = Open();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public TaskHub Hub { get; private set; }

    public List<string> Log { get; } = [];

    public async Task Reopen()
    {
        await Hub.DisposeAsync();
        Hub = Open();
    }

    /// <summary>Takes effect at the next opening.</summary>
    public TimeSpan TimersFireEarlyBy { get; set; }

    public TaskHub Open() => TaskHub.Open(new TaskHubOptions
    {
        TimersFireEarlyBy = TimersFireEarlyBy,
        File = Path.Combine(_folder, "hub.db"),
        Clock = Clock,
        Log = line => { lock (Log) Log.Add(line); }
    });

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
