namespace Landfall.Local.Events;

/// <summary>One event on its way to one subscription.</summary>
/// <param name="Attempts">Attempts already made.</param>
internal sealed record Delivery(
    long Id, EventSubscription Subscription, GridEvent Event, int Attempts, DateTimeOffset Due,
    DateTimeOffset Published);

/// <summary>How one attempt ended.</summary>
internal abstract record DeliveryEnd
{
    public sealed record Done : DeliveryEnd;

    public sealed record Retry(string Outcome, DateTimeOffset Due) : DeliveryEnd;

    public sealed record Dead(string Reason, string Outcome) : DeliveryEnd;
}
