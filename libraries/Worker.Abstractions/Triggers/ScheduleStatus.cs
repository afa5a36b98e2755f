namespace Landfall.Worker;

/// <summary>The last and next tick of a timer function.</summary>
public sealed class ScheduleStatus
{
    public DateTime Last { get; set; }
    public DateTime Next { get; set; }
    public DateTime LastUpdated { get; set; }
}
