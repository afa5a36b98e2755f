using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Register;

internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Information, "Run {Run} registered {Model} v{Number}, statement {Statement}")]
    public static partial void Registered(ILogger logger, string run, string model, int number, string statement);

    [LoggerMessage(5002, LogLevel.Information, "{Alias} of {Model} is v{Number}, by run {Run}")]
    public static partial void Moved(ILogger logger, string alias, string model, int number, string run);

    [LoggerMessage(5003, LogLevel.Warning, "{Model} v{Number} is sealed by run {Run}: {Reason}")]
    public static partial void Sealed(ILogger logger, string model, int number, string run, string reason);

    [LoggerMessage(5004, LogLevel.Information, "{Version} is shown in the {Place}, by run {Run}")]
    public static partial void Mirrored(ILogger logger, string version, string place, string run);
}
