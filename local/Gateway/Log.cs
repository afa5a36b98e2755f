using Microsoft.Extensions.Logging;

namespace Landfall.Local.Gateway;

/// <summary>Event ids of this room: 3200 to 3299.</summary>
internal static partial class Log
{
    [LoggerMessage(3200, LogLevel.Error, "The routes could not be read anew; the last ones go on serving")]
    public static partial void RoutesNotRead(this ILogger log, Exception failed);

    [LoggerMessage(3201, LogLevel.Error, "The route {Route} is not served: {Problem}")]
    public static partial void RouteRefused(this ILogger log, string route, string problem);

    [LoggerMessage(3202, LogLevel.Debug, "A mirrored copy for {Backend} got no answer")]
    public static partial void MirrorFailed(this ILogger log, string backend, Exception failed);
}
