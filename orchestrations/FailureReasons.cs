using Landfall.Domain.Storage;

namespace Landfall.Orchestrations;

internal static class FailureReasons
{
    /// <summary>The innermost message: it was written for people; the ones around it only say which task it was.</summary>
    public static string ToReason(this Exception failure)
    {
        if (failure is TaskFailedException { FailureDetails: { } details })
        {
            while (details.InnerFailure is { } inner
                && (details.IsCausedBy(typeof(TaskFailedException)) || string.IsNullOrWhiteSpace(details.ErrorMessage)))
            {
                details = inner;
            }

            return Short(details.ErrorMessage);
        }

        return $"{failure.GetType().Name}: {Short(failure.Message)}";
    }

    /// <summary>An Azure service answers with its request's id, headers and body, which are for a log: people get what it says, and its code.</summary>
    private static string Short(string message)
    {
        var rest = message.IndexOf("\nRequestId:", StringComparison.Ordinal);
        if (rest < 0)
            return message;
        const string Code = "ErrorCode: ";
        var code = message.Split('\n').FirstOrDefault(line => line.StartsWith(Code, StringComparison.Ordinal));
        return code is null ? message[..rest].Trim() : $"{message[..rest].Trim()} ({code[Code.Length..].Trim()})";
    }

    /// <summary>Whether no repetition mends it.</summary>
    public static bool IsFinal(this Exception failure)
    {
        for (var details = (failure as TaskFailedException)?.FailureDetails; details is not null; details = details.InnerFailure)
        {
            if (details.IsCausedBy(typeof(TerminalFailure)))
                return true;
        }

        return false;
    }
}
