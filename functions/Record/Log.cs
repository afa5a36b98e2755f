using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Record;

internal static partial class Log
{
    [LoggerMessage(9001, LogLevel.Information, "Record of {Run}: entry {Sequence}, {What}")]
    public static partial void Appended(ILogger logger, string run, int sequence, string what);

    [LoggerMessage(9002, LogLevel.Information, "Git for {Run}: {Explanation}")]
    public static partial void Committed(ILogger logger, string run, string explanation);

    [LoggerMessage(9003, LogLevel.Information, "Run {Run} ended: {Verdict}, {Reason}")]
    public static partial void Finished(ILogger logger, string run, Verdict verdict, string reason);

    [LoggerMessage(9004, LogLevel.Warning, "The end of {Run} reached no lane: {Why}. The next landing starts a new one")]
    public static partial void NoLane(ILogger logger, string run, string why);

    [LoggerMessage(9005, LogLevel.Information, "Git about {Pipeline}: {Standing}, {Explanation}")]
    public static partial void Seen(ILogger logger, string pipeline, string standing, string explanation);

    [LoggerMessage(9006, LogLevel.Warning, "What Git says about {Pipeline} could not be seen or written; the next look tries again")]
    public static partial void NotLooked(ILogger logger, Exception failure, string pipeline);

    [LoggerMessage(9010, LogLevel.Information, "Git holds {Files} documents at {Commit}")]
    public static partial void DocumentsSeen(ILogger logger, int files, string commit);

    [LoggerMessage(9007, LogLevel.Information, "Event {Event}: {Target} was told")]
    public static partial void EventSent(ILogger logger, string @event, string target);

    [LoggerMessage(9008, LogLevel.Warning, "Event {Event}: {Target} was not told at this try: {Why}")]
    public static partial void EventNotSent(ILogger logger, string @event, string target, string why);

    [LoggerMessage(9009, LogLevel.Warning, "{Kind} of {Run} is not on its way to other systems; what a rollout began is made up for when its run ends")]
    public static partial void EventNotBegun(ILogger logger, Exception failure, string run, string kind);
}
