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

            return details.ErrorMessage;
        }

        return $"{failure.GetType().Name}: {failure.Message}";
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
