using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Local.Events;

/// <summary>How the local Event Grid runs.</summary>
/// <param name="StateFolder">Holds events.db: the queue, the subscriptions, the dead letters.</param>
public sealed record EventGridOptions(string StateFolder)
{
    /// <summary>The loopback port of the publish endpoint; 0 takes a free one.</summary>
    public int Port { get; init; }

    public RetrySchedule Retries { get; init; } = RetrySchedule.Local;
    public TimeProvider Time { get; init; } = TimeProvider.System;
    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;
}
