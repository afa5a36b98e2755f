using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Local.Gateway;

/// <summary>How the gateway runs.</summary>
public sealed record GatewayOptions
{
    /// <summary>The loopback port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Routes whose parentRefs name this gateway are served.</summary>
    public string Name { get; init; } = "landfall";

    /// <summary>Hears the status of a route when it is new or changed; the cluster stores it.</summary>
    public Action<RouteStatus>? ReportStatus { get; init; }

    /// <summary>Mirrored copies under way at once; more are dropped and counted.</summary>
    public int MostMirrorsInFlight { get; init; } = 64;

    /// <summary>In bytes. Requests with a larger body are not mirrored, which is counted.</summary>
    public int LargestMirroredBody { get; init; } = 1024 * 1024;

    /// <summary>How long a backend may show no sign of life before the request ends with 504.</summary>
    public TimeSpan BackendTimeout { get; init; } = TimeSpan.FromSeconds(100);

    public TimeProvider Time { get; init; } = TimeProvider.System;
    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Numbers from 0 to below 1: which backend, and whether to mirror.</summary>
    internal Func<double> Random { get; init; } = System.Random.Shared.NextDouble;
}
