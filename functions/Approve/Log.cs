using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Approve;

internal static partial class Log
{
    [LoggerMessage(6001, LogLevel.Information, "Approval {Approval}: asked {Person}, reminder {Reminder}")]
    public static partial void Asked(ILogger logger, string approval, string person, int reminder);

    [LoggerMessage(6002, LogLevel.Information, "Approval {Approval}: entry {Sequence}, {Kind} by {By} over {Channel}")]
    public static partial void Decided(
        ILogger logger, string approval, int sequence, ApprovalEntryKind kind, string by, string channel);

    [LoggerMessage(6003, LogLevel.Warning,
        "Approval {Approval}: the decision stands, but its orchestration was not woken; it looks again by itself")]
    public static partial void NotWoken(ILogger logger, string approval, Exception failure);

    [LoggerMessage(6004, LogLevel.Information, "Approval {Approval}: refused, {Reason}")]
    public static partial void Refused(ILogger logger, string approval, string reason);

    [LoggerMessage(6005, LogLevel.Warning, "{About}: {Person} was not reached by channel '{Channel}'")]
    public static partial void Undelivered(ILogger logger, string about, string person, string channel, Exception failure);

    [LoggerMessage(6006, LogLevel.Information, "About {About}: told {Person}")]
    public static partial void Told(ILogger logger, string about, string person);

    [LoggerMessage(6007, LogLevel.Information, "Check {Check}: started, {Place}")]
    public static partial void CheckStarted(ILogger logger, string check, string place);

    [LoggerMessage(6008, LogLevel.Information, "Check {Check}: answered {Conclusion}")]
    public static partial void CheckAnswered(ILogger logger, string check, CheckConclusion conclusion);

    [LoggerMessage(6009, LogLevel.Warning, "Run {Run}: the answer of a check stands, but the run was not woken; it looks again by itself")]
    public static partial void RunNotWoken(ILogger logger, string run, Exception failure);

    [LoggerMessage(6010, LogLevel.Warning, "Run {Run}: entry {Sequence} of its emergency override, {Act} by {By}")]
    public static partial void Overridden(ILogger logger, string run, int sequence, OverrideAct act, string by);

    [LoggerMessage(6011, LogLevel.Error,
        "Run {Run}: the override's fact {Key} could not be owed to its record; the same act again tries anew")]
    public static partial void OverrideNotRecorded(ILogger logger, string run, string key, Exception failure);
}
