namespace Landfall.Domain.Notifications;

/// <summary>The words in which people are asked. All of them stand here.</summary>
public static class ApprovalMessages
{
    public static Notification Ask(ApprovalQuestion question, string person, string to, Uri link) => Message(
        question, person, to, link, $"Approve {question.Request.Version}?", "You are asked to decide.");

    /// <param name="reminder">1, 2 …</param>
    public static Notification Remind(ApprovalQuestion question, string person, string to, Uri link, int reminder) => Message(
        question, person, to, link, $"Reminder: approve {question.Request.Version}?", "Your decision is still missing.") with
    {
        Reminder = reminder,
    };

    private static Notification Message(
        ApprovalQuestion question, string person, string to, Uri link, string subject, string why)
    {
        var (request, ticket) = (question.Request, question.Ticket);
        var champion = request.Champion is { } old ? $"It would replace v{old.Number}." : "It would be the first version.";
        var text = $"""
            {why} {request.Version} is ready. {champion}
            {request.Evaluation.Headline}

            The question stands until {ticket.ExpiresAt:u}. The link is yours alone; do not pass it on.
            """;
        return new(ticket.Id, person, to, subject, text, link, ticket.ExpiresAt);
    }
}
