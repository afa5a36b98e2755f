namespace Landfall.Local.Events;

/// <summary>Whether an endpoint has proved that it wants the events.</summary>
public enum SubscriptionState
{
    /// <summary>The endpoint answered the handshake without the code: a person opens the validation address.</summary>
    AwaitingManualAction,

    Active,
}

/// <summary>A subscription as it is stored. <paramref name="Code"/> is the secret of its handshake.</summary>
internal sealed record SubscriptionRow(EventSubscription Subscription, SubscriptionState State, string Code);

/// <summary>How many deliveries wait, how many of these have failed before, and how many were given up.</summary>
public sealed record EventCounts(int Queued, int Retrying, int DeadLetters);
