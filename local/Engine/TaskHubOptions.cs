namespace Landfall.Local.Engine;

/// <summary>Where a task hub lives and how patient it is.</summary>
public sealed record TaskHubOptions
{
    /// <summary>The SQLite file; made with its folder when absent. One process may hold it at a time.</summary>
    public required string File { get; init; }

    /// <summary>The hub's name as apps see it in their client binding.</summary>
    public string Name { get; init; } = "LandfallHub";

    /// <summary>Clock of timers, back-offs and time stamps.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Deliveries that may end without an answer before a work item counts as poison.</summary>
    public int MaxDeliveries { get; init; } = 10;

    /// <summary>Pause after the first crashed delivery; doubles with each one up to <see cref="MaxBackOff"/>.</summary>
    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest pause between two deliveries of the same work item.</summary>
    public TimeSpan MaxBackOff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most messages handed to an orchestrator in one turn.</summary>
    public int MaxMessagesPerTurn { get; init; } = 1000;

    /// <summary>
    /// How long ended instances are kept, counted from their end, as the hosted scheduler does by its own rule; null
    /// keeps them for ever.
    /// </summary>
    public TimeSpan? Retention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How much too early timers fire. The real extension fires up to a second early; tests set this.</summary>
    public TimeSpan TimersFireEarlyBy { get; init; }

    /// <summary>Receives one line per thing worth knowing: poison items, dropped answers, failed commits.</summary>
    public Action<string> Log { get; init; } = static _ => { };
}
