namespace Landfall.Worker;

/// <summary>What a timer function is told about its schedule.</summary>
public sealed class TimerInfo
{
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether this tick should have come earlier.</summary>
    public bool IsPastDue { get; set; }
}
