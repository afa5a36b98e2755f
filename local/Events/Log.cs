using Microsoft.Extensions.Logging;

namespace Landfall.Local.Events;

/// <summary>Event ids of this room: 3100 to 3199.</summary>
internal static partial class Log
{
    [LoggerMessage(3100, LogLevel.Warning,
        "Event {Event} for {Subscription} was not taken ({Outcome}); next attempt at {Due:O}")]
    public static partial void DeliveryFailed(
        this ILogger log, string @event, string subscription, string outcome, DateTimeOffset due);

    [LoggerMessage(3101, LogLevel.Error,
        "Event {Event} for {Subscription} was given up: {Reason} ({Outcome}). It is kept as a dead letter")]
    public static partial void DeliveryGivenUp(
        this ILogger log, string @event, string subscription, string reason, string outcome);

    [LoggerMessage(3102, LogLevel.Error,
        "The result of delivering event {Event} to {Subscription} could not be stored; it will be delivered again")]
    public static partial void DeliveryNotSettled(
        this ILogger log, string @event, string subscription, Exception failed);

    [LoggerMessage(3103, LogLevel.Error, "The queue of events could not be read; it is looked at again in a second")]
    public static partial void QueueNotRead(this ILogger log, Exception failed);

    [LoggerMessage(3104, LogLevel.Error,
        "Azurite (process {Pid}) ended unasked and is started again; it may have lost its last five seconds")]
    public static partial void AzuriteEnded(this ILogger log, int pid);

    [LoggerMessage(3105, LogLevel.Error, "Azurite could not be started again; the next attempt follows in a second")]
    public static partial void AzuriteNotStarted(this ILogger log, Exception failed);

    [LoggerMessage(3110, LogLevel.Information,
        "Reconciled {Total} writes that had no end: {Emitted} were there and raised their event, {Dropped} were not")]
    public static partial void Reconciled(this ILogger log, int total, int emitted, int dropped);

    [LoggerMessage(3111, LogLevel.Warning,
        "The write {Api} {Container}/{Blob} has no known end yet ({Why}); it will be looked up again")]
    public static partial void EndUnknown(this ILogger log, string api, string container, string blob, string why);
}
