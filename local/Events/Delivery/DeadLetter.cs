namespace Landfall.Local.Events;

/// <summary>An event that was given up for one subscription.</summary>
/// <param name="Reason">Event Grid's word: MaxDeliveryAttemptsExceeded, TimeToLiveExceeded, or a final refusal.</param>
/// <param name="LastOutcome">What the last attempt met, for example "404 Not Found".</param>
public sealed record DeadLetter(
    long Id,
    string Subscription,
    GridEvent Event,
    string Reason,
    string LastOutcome,
    int Attempts,
    DateTimeOffset Published,
    DateTimeOffset Died);

/// <summary>The extra fields Event Grid adds when it writes a dead letter to a container.</summary>
internal sealed record DeadLetterFile(
    string Id, string? Topic, string Subject, string EventType, DateTimeOffset EventTime,
    System.Text.Json.JsonElement Data, string DataVersion, string MetadataVersion,
    string DeadLetterReason, int DeliveryAttempts, string LastDeliveryOutcome,
    DateTimeOffset PublishTime, DateTimeOffset LastDeliveryAttemptTime)
{
    public static DeadLetterFile Of(DeadLetter letter) => new(
        letter.Event.Id, letter.Event.Topic, letter.Event.Subject, letter.Event.EventType, letter.Event.EventTime,
        letter.Event.Data, letter.Event.DataVersion, letter.Event.MetadataVersion,
        letter.Reason, letter.Attempts, letter.LastOutcome, letter.Published, letter.Died);
}
