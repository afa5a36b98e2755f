using System.Net;

namespace Landfall.Local.Events;

/// <summary>When a failed delivery is tried again, after Event Grid's documented schedule.</summary>
/// <param name="Delays">The wait after the first, second, ... failed attempt; the last one repeats.</param>
public sealed record RetrySchedule(IReadOnlyList<TimeSpan> Delays)
{
    /// <summary>Up to this part of a wait is added at random, so that failures do not return as one wave.</summary>
    private const double Jitter = 0.1;

    /// <summary>10 s, 30 s, 1 min, 5 min, 10 min, 30 min, 1 h, 3 h, 6 h, then every 12 h.</summary>
    public static RetrySchedule EventGrid { get; } = new(
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3),
        TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ]);

    /// <summary>For one machine, where an app restarts in seconds: 1 s, 2 s, 5 s come first.</summary>
    public static RetrySchedule Local { get; } = new(
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), .. EventGrid.Delays,
    ]);

    /// <param name="attempts">Failed attempts so far, at least 1.</param>
    /// <param name="random">0 to 1.</param>
    internal TimeSpan After(int attempts, double random) =>
        Delays[Math.Min(attempts, Delays.Count) - 1] * (1 + (Jitter * random));

    /// <summary>Answers that no later attempt can turn into a success.</summary>
    internal static bool IsFinal(HttpStatusCode status) => status
        is HttpStatusCode.BadRequest
        or HttpStatusCode.Unauthorized
        or HttpStatusCode.Forbidden
        or HttpStatusCode.RequestEntityTooLarge;
}
