using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Ingest;

internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information, "{Container}/{Blob} landed for {Pipelines} pipelines")]
    public static partial void Landed(ILogger logger, string container, string blob, int pipelines);

    [LoggerMessage(1002, LogLevel.Information, "Dropped an event of type {Type} about {Subject}: {Reason}")]
    public static partial void Dropped(ILogger logger, string type, string subject, string reason);

    [LoggerMessage(1003, LogLevel.Information, "Dataset {Name} of {Pipeline} closed: {Files} files, {Digest}")]
    public static partial void Closed(ILogger logger, string name, string pipeline, int files, string digest);

    [LoggerMessage(1004, LogLevel.Information, "Run {Run} claimed, attempt {Attempt}")]
    public static partial void Claimed(ILogger logger, string run, int attempt);

    [LoggerMessage(1005, LogLevel.Information, "Scan of {Pipeline}: {Note}")]
    public static partial void Noted(ILogger logger, string pipeline, string note);

    [LoggerMessage(1008, LogLevel.Information, "Backfill of {Pipeline} for {By}: {Datasets} datasets; {Reason}")]
    public static partial void BackfillClaimed(ILogger logger, string pipeline, string by, int datasets, string reason);

    [LoggerMessage(1009, LogLevel.Information, "{By} marked {Datasets} datasets of {Pipeline} as tainted (lifted: {Lifted}): {Reason}")]
    public static partial void Tainted(ILogger logger, string pipeline, string by, int datasets, bool lifted, string reason);

    [LoggerMessage(1007, LogLevel.Warning, "Run {Run} is over without having told its end: {Reason}")]
    public static partial void Settled(ILogger logger, string run, string reason);

    [LoggerMessage(1006, LogLevel.Information, "Run {Run} started")]
    public static partial void Started(ILogger logger, string run);
}
