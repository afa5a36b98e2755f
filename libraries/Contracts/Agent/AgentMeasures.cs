namespace Landfall.Contracts.Agent;

/// <summary>The names of what the agent counts as bad.</summary>
public static class AgentMeasures
{
    /// <summary>Answered with status 500 or above, or not at all.</summary>
    public const string Failed = "failed";

    /// <summary>Took longer than LANDFALL_SLOW_MS, or was refused because too many were in flight.</summary>
    public const string Slow = "slow";
}
