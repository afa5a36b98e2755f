namespace Flights.Server;

/// <summary>Misbehaviour asked for: shares from 0 to 1, slowness in milliseconds.</summary>
internal sealed record Faults(int SlowMs = 0, double ErrorRate = 0, double WrongRate = 0)
{
    /// <summary>What is wrong with the wish, or null.</summary>
    public string? Problem() => this switch
    {
        { SlowMs: < 0 or > 60_000 } => $"slowMs is {SlowMs}; expected 0 to 60000",
        { ErrorRate: not (>= 0 and <= 1) } => $"errorRate is {ErrorRate}; expected 0 to 1",
        { WrongRate: not (>= 0 and <= 1) } => $"wrongRate is {WrongRate}; expected 0 to 1",
        _ => null,
    };
}
