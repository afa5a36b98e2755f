using Landfall.Local.Engine.Storage;

namespace Landfall.Local.Engine;

/// <summary>Removes ended instances when their time is over: at opening and every hour, a bite at a time.</summary>
internal sealed class Retention : IAsyncDisposable
{
    /// <summary>Instances that one transaction deletes: others wait no longer than that for their own.</summary>
    public const int Bite = 500;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private readonly TaskHubOptions _options;
    private readonly Journal _journal;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private Task _sweep = Task.CompletedTask;
    private bool _closed;

    public Retention(TaskHubOptions options, Journal journal)
    {
        (_options, _journal) = (options, journal);
        _timer = options.Clock.CreateTimer(_ => Tick(), null, TimeSpan.Zero, Interval);
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        Task last;
        lock (_gate) (_closed, last) = (true, _sweep);
        await last;
    }

    private void Tick()
    {
        if (_options.Retention is not { } kept) return;
        lock (_gate)
        {
            if (!_closed && _sweep.IsCompleted) _sweep = Task.Run(() => Sweep(_options.Clock.GetUtcNow() - kept));
        }
    }

    private async Task Sweep(DateTimeOffset endedBefore)
    {
        try
        {
            int deleted;
            do deleted = await _journal.Write(s => Purging.EndedBefore(s, endedBefore, Bite));
            while (deleted == Bite && !_closed);
        }
        catch (Exception broken)
        {
            // The file cannot be written right now. Nothing is lost: what is too old is still there in an hour.
            _options.Log($"old instances were not removed: {broken.Message}");
        }
    }
}
