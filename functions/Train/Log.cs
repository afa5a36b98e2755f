using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Train;

internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Information, "Job {Namespace}/{Job} of {Run} applied, memory times {MemoryFactor}")]
    public static partial void Applied(ILogger logger, string @namespace, string job, string run, int memoryFactor);

    [LoggerMessage(3002, LogLevel.Warning, "Job {Namespace}/{Job} of run {Run} is over: {State}, {Cause}")]
    public static partial void Over(
        ILogger logger, string @namespace, string job, string run, JobState state, JobCause cause);

    [LoggerMessage(3004, LogLevel.Warning, "Jobs removed whose runs are over and which nobody had removed: {Jobs}")]
    public static partial void Swept(ILogger logger, string jobs);

    [LoggerMessage(3003, LogLevel.Information, "Job {Namespace}/{Job} of run {Run} removed")]
    public static partial void Removed(ILogger logger, string @namespace, string job, string run);
}
