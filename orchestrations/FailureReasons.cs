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
}
