using Landfall.Domain.Checks;

namespace Landfall.Domain.Notifications;

/// <summary>The words in which people are asked. All of them stand here.</summary>
public static class ApprovalMessages
{
    private const string Alone = "The link is yours alone; do not pass it on.";

    /// <summary>The same for a channel that a group reads: nothing in it decides.</summary>
    /// <param name="link">Asks for a sign-in; null where nobody signs in.</param>
    public static Notification ForGroup(Notification message, Uri? link)
    {
        ArgumentNullException.ThrowIfNull(message);
        var how = link is null ? "Those who are asked have a link of their own." : "Open it and sign in.";
        return message with { Link = link, Text = message.Text.Replace(Alone, how, StringComparison.Ordinal) };
    }

    /// <param name="reminder">0 for the question itself.</param>
    public static Notification Of(
        ApprovalQuestion question, int reminder, bool isEscalation, string person, string to, Uri link)
    {
        ArgumentNullException.ThrowIfNull(question);
        var version = What(question.Request);
        var (subject, why) = (isEscalation, reminder) switch
        {
            (true, _) => ($"Overdue: approve {version}?", "Nobody decided in time, and you are asked now."),
            (false, 0) => ($"Approve {version}?", "You are asked to decide."),
            _ => ($"Reminder: approve {version}?", "Your decision is still missing."),
        };
        return Message(question, person, to, link, subject, why) with { Reminder = reminder };
    }

    /// <summary>To those above, about people who could not be told: there is no link, because nothing is to be decided yet.</summary>
    public static Notification Unreached(ApprovalQuestion question, IEnumerable<string> people, string person, string to)
    {
        ArgumentNullException.ThrowIfNull(question);
        var names = string.Join(", ", people);
        var text = $"""
            {names} should decide about {question.Request.Version}, and could not be reached by any channel.

            Tell them another way, or mend their channels. The question stands until {question.Ticket.ExpiresAt:u}.
            """;
        return new($"{question.Ticket.Id}-unreached", person, to, $"{names} could not be reached about {question.Request.Version}", text);
    }

    private static string What(ApprovalRequest request) =>
        request.Step is { } step ? $"{request.Version} at {step.To} %" : $"{request.Version}";

    private static string Whole(ApprovalRequest request) => $"{request.Version} is ready. "
        + (request.Champion is { } old ? $"It would replace v{old.Number}." : "It would be the first version.");

    private static string Step(ApprovalRequest request, StepQuestion step) =>
        $"{request.Version} would go from {step.From} % to {step.To} % of live traffic. "
        + (step.Seen is { } look
            ? $"Judges so far, in {look.Samples} observations: {string.Join("; ", look.Readings.Select(reading => $"{reading.Name} {reading.Explanation}"))}."
            : "No live request has reached it yet.");

    /// <summary>What they said stands on the page: text from outside is put into no mail and no chat.</summary>
    private static string Checks(ApprovalRequest request) => string.Concat((request.Checks ?? [])
        .Where(check => check.Conclusion is not null)
        .Select(check => $"\nOutside check {check.Name} {CheckRules.Word(check.Conclusion!.Value)}{(check.Required ? "" : " (not required)")}."));

    private static Notification Message(
        ApprovalQuestion question, string person, string to, Uri link, string subject, string why)
    {
        var (request, ticket) = (question.Request, question.Ticket);
        var text = $"""
            {why} {(request.Step is { } step ? Step(request, step) : Whole(request))}
            {request.Evaluation.Headline}{(request.Risk is { } risk ? $"\nRisk {risk}." : "")}{Checks(request)}

            The question stands until {ticket.ExpiresAt:u}. {Alone}
            """;
        return new(ticket.Id, person, to, subject, text, link, ticket.ExpiresAt);
    }
}
