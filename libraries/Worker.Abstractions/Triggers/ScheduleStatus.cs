namespace Landfall.Worker;

/// <summary>The last and next tick of a timer function.</summary>
public sealed class ScheduleStatus
{
    public DateTimeOffset Last { get; set; }
    public DateTimeOffset Next { get; set; }
    public DateTimeOffset LastUpdated { get; set; }
}
