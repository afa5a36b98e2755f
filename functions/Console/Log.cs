using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Console;

internal static partial class Log
{
    [LoggerMessage(9001, LogLevel.Information, "{By} asked {Action} of run {Run}")]
    public static partial void Asked(ILogger logger, string by, string action, string run);

    [LoggerMessage(9003, LogLevel.Information, "{By} asked for a backfill of {Datasets} datasets of {Pipeline}")]
    public static partial void BackfillAsked(ILogger logger, string by, int datasets, string pipeline);

    [LoggerMessage(9004, LogLevel.Information, "{By} asked to mark {Datasets} datasets of {Pipeline} as tainted (lifted: {Lifted})")]
    public static partial void TaintAsked(ILogger logger, string by, int datasets, string pipeline, bool lifted);

    [LoggerMessage(9005, LogLevel.Information, "{Path} at {Commit} in Git: {Kind} {Name} is current")]
    public static partial void DocumentTaken(ILogger logger, string path, string commit, string kind, string name);

    [LoggerMessage(9006, LogLevel.Warning, "{Path} at {Commit} in Git is refused: {Problem}")]
    public static partial void DocumentRefused(ILogger logger, string path, string commit, string problem);

    [LoggerMessage(9007, LogLevel.Information, "{By} started the experiment {Run} with {Settings} settings on {Dataset}")]
    public static partial void ExperimentStarted(ILogger logger, string by, string run, int settings, string dataset);

    [LoggerMessage(9002, LogLevel.Information, "Run {Run} could not take {Action}: {Reason}")]
    public static partial void Refused(ILogger logger, string run, string action, string reason);
}
