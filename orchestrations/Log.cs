using Microsoft.Extensions.Logging;

namespace Landfall.Orchestrations;

internal static partial class Log
{
    [LoggerMessage(8001, LogLevel.Warning, "{Instance}: an event '{Name}' that cannot be read is dropped: {Reason}")]
    public static partial void Unreadable(ILogger logger, string instance, string name, string reason);
}
