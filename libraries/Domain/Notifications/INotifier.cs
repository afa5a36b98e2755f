namespace Landfall.Domain.Notifications;

/// <summary>A message to one person.</summary>
/// <param name="About">What it is about, such as an approval's id.</param>
/// <param name="Person">The person's id in the Environment document.</param>
/// <param name="To">The mail address.</param>
/// <param name="Reminder">0 for the question itself, then 1, 2 …</param>
/// <param name="Link">Personal and good for a decision: never logged, never kept but by who delivers it.</param>
public sealed record Notification(
    string About, string Person, string To, string Subject, string Text, Uri? Link = null, DateTimeOffset? ExpiresAt = null,
    int Reminder = 0)
{
    /// <summary>The same whenever the same is sent again: whoever delivers or receives can tell.</summary>
    public string Id => $"{About}-{Person}-{Reminder}";

    /// <summary>Without the link: a record prints all its parts otherwise, also into a log.</summary>
    public override string ToString() => $"'{Subject}' to {Person}";
}

/// <summary>Delivers messages to people. Delivering one twice is better than not at all.</summary>
public interface INotifier
{
    Task Send(Notification notification, CancellationToken cancel);
}
