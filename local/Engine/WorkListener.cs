using Landfall.Worker.Protobuf;

namespace Landfall.Local.Engine;

/// <summary>
/// What one app registered: names it answers for and how to reach it. Names are compared without case. An item whose
/// name nobody listens for stays in its queue until somebody does.
/// </summary>
public sealed record WorkListener
{
    /// <summary>Shown in the log.</summary>
    public required string Name { get; init; }

    /// <summary>Names of orchestrators; null means every name.</summary>
    public IReadOnlyCollection<string>? Orchestrators { get; init; } = [];

    /// <summary>Names of activities; null means every name.</summary>
    public IReadOnlyCollection<string>? Activities { get; init; } = [];

    /// <summary>
    /// Whether it takes instances of this version (empty: none). What it does not take stays in the queue and is offered
    /// again after the longest pause, as the real extension does with its version rule.
    /// </summary>
    public Func<string, bool> TakesVersion { get; init; } = static _ => true;

    /// <summary>Orchestration turns under way at once; at least 1.</summary>
    public int MaxOrchestrations { get; init; } = 32;

    /// <summary>Activities under way at once; at least 1.</summary>
    public int MaxActivities { get; init; } = 16;

    /// <summary>
    /// Runs one turn. Throwing anything puts the turn back into the queue; <see cref="WorkAbandonedException"/> says
    /// whether the delivery counts towards the poison limit (every other exception does).
    /// </summary>
    public required Func<OrchestratorRequest, string, CancellationToken, Task<OrchestratorResponse>> RunTurn
    {
        get;
        init;
    }

    /// <summary>
    /// Runs one activity; same rules as <see cref="RunTurn"/>. The second argument is the attempt's token.
    /// </summary>
    public required Func<ActivityRequest, string, CancellationToken, Task<ActivityResponse>> RunActivity { get; init; }
}
