using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Landfall.Local.Gateway;

/// <summary>Keeps the newest table of routes, and reports what became of each route.</summary>
internal sealed class RouteWatch : IAsyncDisposable
{
    private readonly IRouteSource source;
    private readonly GatewayOptions options;
    private readonly RouteReader reader;
    private readonly ILogger log;
    private readonly Dictionary<string, (long Generation, string? Problem)> reported = [];
    // A bounded channel of one: many changes mean one reading, and none is missed.
    private readonly Channel<bool> changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Task loop;
    private volatile RouteTable table = RouteTable.Empty;

    public RouteWatch(IRouteSource source, GatewayOptions options, ILogger log)
    {
        this.source = source;
        this.options = options;
        this.log = log;
        reader = new RouteReader(options.Name);
        source.Changed += Signal;
        Rebuild();
        loop = Task.Run(LoopAsync);
    }

    public RouteTable Table => table;

    public async ValueTask DisposeAsync()
    {
        source.Changed -= Signal;
        changes.Writer.TryComplete();
        await loop;
    }

    /// <summary>Only a signal: the source may hold a lock of its own while it raises the event.</summary>
    private void Signal() => changes.Writer.TryWrite(true);

    private async Task LoopAsync()
    {
        await foreach (var _ in changes.Reader.ReadAllAsync())
        {
            try
            {
                Rebuild();
            }
            catch (Exception failed)
            {
                // The source or a status report failed: the last good table goes on serving.
                log.RoutesNotRead(failed);
            }
        }
    }

    private void Rebuild()
    {
        var read = source.Routes().Select(reader.Read).OfType<ReadRoute>().ToList();
        table = new RouteTable([.. read.Select(one => one.Route).OfType<Route>()]);
        foreach (var one in read)
            Report(one);
        // A route that is deleted and made again is reported again.
        var keys = read.Select(Key).ToHashSet();
        foreach (var gone in reported.Keys.Where(key => !keys.Contains(key)).ToList())
            reported.Remove(gone);
    }

    private void Report(ReadRoute read)
    {
        var now = (read.Generation, read.Problem);
        if (reported.TryGetValue(Key(read), out var before) && before == now)
            return;
        if (read.Problem is not null)
            log.RouteRefused(Key(read), read.Problem);
        options.ReportStatus?.Invoke(RouteStatus.Of(read, options.Time.GetUtcNow()));
        reported[Key(read)] = now;
    }

    private static string Key(ReadRoute read) => $"{read.Namespace}/{read.Name}";
}
