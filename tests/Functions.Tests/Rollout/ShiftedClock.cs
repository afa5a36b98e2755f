namespace Landfall.Functions.Tests.Rollout;

/// <summary>The real time and some more: the agents in the pods keep the real one.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
}
