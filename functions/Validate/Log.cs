using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Validate;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Information, "Run {Run}: {Verdict} after {Checks} checks of {Rows} rows in {Took} ms: {Reason}")]
    public static partial void Validated(
        ILogger logger, string run, DataVerdict verdict, int checks, long rows, long took, string reason);

    [LoggerMessage(2002, LogLevel.Warning, "Run {Run}: the folder {Folder} could not be removed: {Reason}")]
    public static partial void FolderLeft(ILogger logger, string run, string folder, string reason);

    [LoggerMessage(2003, LogLevel.Information, "Labels of {Version}: {Files} new files. {Reading}. {Problem}")]
    public static partial void LabelsJudged(ILogger logger, string version, int files, string reading, string problem);

    [LoggerMessage(2004, LogLevel.Information, "Run {Run} is an experiment on {Dataset}: nothing of it is remembered for later runs")]
    public static partial void Tried(ILogger logger, string run, string dataset);
}
