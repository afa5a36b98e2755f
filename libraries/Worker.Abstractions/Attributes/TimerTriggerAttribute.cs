namespace Landfall.Worker;

/// <summary>The function runs on a schedule.</summary>
/// <param name="schedule">Six fields, seconds first, or <c>%NameOfASetting%</c>.</param>
public sealed class TimerTriggerAttribute(string schedule) : TriggerAttribute
{
    public string Schedule { get; } = schedule;

    /// <summary>Whether missed ticks are noticed across restarts.</summary>
    public bool UseMonitor { get; set; } = true;

    public bool RunOnStartup { get; set; }
}
