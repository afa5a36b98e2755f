using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Evaluate;

internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Information, "Run {Run}: {Outcome}, {Gates} gates: {Headline}")]
    public static partial void Judged(ILogger logger, string run, EvaluationOutcome outcome, int gates, string headline);

    [LoggerMessage(4003, LogLevel.Warning, "Jobs removed whose runs are over and which nobody had removed: {Jobs}")]
    public static partial void Swept(ILogger logger, string jobs);

    [LoggerMessage(4002, LogLevel.Warning, "Run {Run}: the folder {Folder} could not be removed: {Reason}")]
    public static partial void FolderLeft(ILogger logger, string run, string folder, string reason);
}
