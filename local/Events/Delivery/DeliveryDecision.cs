using System.Net;

namespace Landfall.Local.Events;

/// <summary>What an attempt met: an answer, or words for why there was none.</summary>
internal sealed record AttemptResult(HttpStatusCode? Status, string Outcome);

/// <summary>Decides what becomes of a delivery after an attempt.</summary>
internal static class DeliveryDecision
{
    public static DeliveryEnd Of(
        Delivery delivery, AttemptResult result, RetrySchedule schedule, DateTimeOffset now, double random)
    {
        var attempts = delivery.Attempts + 1;
        if (result.Status is >= (HttpStatusCode)200 and < (HttpStatusCode)300)
            return new DeliveryEnd.Done();
        if (result.Status is { } status && RetrySchedule.IsFinal(status))
            return new DeliveryEnd.Dead($"UndeliverableDueTo{status}", result.Outcome);
        if (attempts >= delivery.Subscription.MaxDeliveryAttempts)
            return new DeliveryEnd.Dead("MaxDeliveryAttemptsExceeded", result.Outcome);

        var due = now + schedule.After(attempts, random);
        return due >= delivery.Published + delivery.Subscription.TimeToLive
            ? new DeliveryEnd.Dead("TimeToLiveExceeded", result.Outcome)
            : new DeliveryEnd.Retry(result.Outcome, due);
    }
}
