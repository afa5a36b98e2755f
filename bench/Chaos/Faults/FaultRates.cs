namespace Landfall.Bench.Chaos.Faults;

/// <summary>The share of messages that each fault strikes; the rest passes as it is.</summary>
/// <param name="Longest">No fault holds a message longer.</param>
internal sealed record FaultRates(
    double LoseRequest, double LoseAnswer, double Delay, double Duplicate, double Overtake, TimeSpan Longest)
{
    /// <summary>About one message of ten. A work item that ends ten workers in a row counts as poison; this stays far below.</summary>
    public static FaultRates Usual { get; } = new(
        LoseRequest: 0.02, LoseAnswer: 0.02, Delay: 0.03, Duplicate: 0.02, Overtake: 0.02, Longest: TimeSpan.FromSeconds(2));

    public static FaultRates None { get; } = new(0, 0, 0, 0, 0, TimeSpan.Zero);
}
