namespace Landfall.Domain.Notifications;

/// <summary>The words in which people are asked about data.</summary>
public static class DataMessages
{
    public static Notification Ask(AskReleaseRequest request, string person, string to)
    {
        ArgumentNullException.ThrowIfNull(request);
        var run = request.Run;
        var text = $"""
            The data {run.Dataset.Name} of {run.Pipeline} failed its checks, and nothing is trained on it yet.
            {request.Reason}

            Release or refuse it on the page of run {run.Id} in the console, where its report is.
            Without an answer it is refused at {request.ExpiresAt:u}.
            """;
        return new($"{run.Id}-data", person, to, $"Data of {run.Pipeline} failed its checks: release it?", text, ExpiresAt: request.ExpiresAt);
    }
}
