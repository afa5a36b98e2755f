namespace Landfall.Local.Events;

/// <summary>How an event is written on the wire.</summary>
public enum EventSchemaKind
{
    /// <summary>The Event Grid schema: an array of one event per request.</summary>
    EventGrid,

    /// <summary>CloudEvents 1.0 in structured mode: one object per request.</summary>
    CloudEvents,
}

/// <summary>Who wants which events. Names and meanings are Event Grid's.</summary>
/// <param name="Name">Unique; subscribing again under the same name replaces the subscription.</param>
/// <param name="Endpoint">A webhook that answers the validation handshake.</param>
public sealed record EventSubscription(string Name, Uri Endpoint)
{
    /// <summary>The topic: <see cref="EventTopics.Storage"/>, or the name of a custom topic.</summary>
    public string Topic { get; init; } = EventTopics.Storage;

    /// <summary>Event types to deliver; empty means all.</summary>
    public IReadOnlyList<string> IncludedEventTypes { get; init; } = [];

    /// <summary>Compared without case, as Event Grid does by default.</summary>
    public string SubjectBeginsWith { get; init; } = "";

    /// <summary>Compared without case, as Event Grid does by default.</summary>
    public string SubjectEndsWith { get; init; } = "";

    /// <summary>Events whose subject begins so are left out (the advanced filter StringNotBeginsWith).</summary>
    public IReadOnlyList<string> SubjectNotBeginsWith { get; init; } = [];

    public EventSchemaKind Schema { get; init; } = EventSchemaKind.EventGrid;

    /// <summary>1 to 30.</summary>
    public int MaxDeliveryAttempts { get; init; } = 30;

    /// <summary>One minute to one day.</summary>
    public TimeSpan TimeToLive { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Dead letters are also written here as files, in the layout of a dead-letter container.</summary>
    public string? DeadLetterFolder { get; init; }

    internal bool Wants(string topic, string eventType, string subject) =>
        topic == Topic
        && (IncludedEventTypes.Count == 0 || IncludedEventTypes.Contains(eventType, StringComparer.OrdinalIgnoreCase))
        && subject.StartsWith(SubjectBeginsWith, StringComparison.OrdinalIgnoreCase)
        && !SubjectNotBeginsWith.Any(prefix => subject.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        && subject.EndsWith(SubjectEndsWith, StringComparison.OrdinalIgnoreCase);

    /// <exception cref="ArgumentException">Names every field that is out of range.</exception>
    internal void Check()
    {
        List<string> wrong = [];
        if (string.IsNullOrWhiteSpace(Name))
            wrong.Add("Name is empty");
        if (Endpoint is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            wrong.Add($"Endpoint is \"{Endpoint}\", expected an absolute http or https address");
        if (MaxDeliveryAttempts is < 1 or > 30)
            wrong.Add($"MaxDeliveryAttempts is {MaxDeliveryAttempts}, expected 1 to 30");
        if (TimeToLive < TimeSpan.FromMinutes(1) || TimeToLive > TimeSpan.FromDays(1))
            wrong.Add($"TimeToLive is {TimeToLive}, expected one minute to one day");
        if (wrong.Count > 0)
            throw new ArgumentException($"The event subscription \"{Name}\" is not valid: {string.Join("; ", wrong)}.");
    }
}
