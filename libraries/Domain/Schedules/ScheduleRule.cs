using Landfall.Contracts.Documents;

namespace Landfall.Domain.Schedules;

/// <param name="Due">The time that is over and for which a run is due, unless it has had one; null when none is.</param>
/// <param name="Next">When to look again.</param>
public sealed record ScheduleDue(DateTimeOffset? Due, DateTimeOffset? Next)
{
    public static ScheduleDue Never { get; } = new(null, null);
}

/// <summary>Which run a pipeline's clock asks for. Pure.</summary>
public static class ScheduleRule
{
    /// <summary>The kind of trigger of the runs it gives; their occurrence is the time.</summary>
    public const string Kind = "schedule";

    /// <summary>Of several times that were missed, the last alone counts. Times before the pipeline was applied never do.</summary>
    public static ScheduleDue Of(PipelineSpec pipeline, DateTimeOffset appliedAt, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return pipeline.Triggers.Contains(TriggerKind.Schedule) && pipeline.Schedule is { } spec
            && CronSchedule.Parse(spec.Cron, spec.TimeZone).Schedule is { } schedule
            ? new(schedule.Last(now, appliedAt.AddTicks(1)), schedule.Next(now))
            : ScheduleDue.Never;
    }

    public static RunTrigger Trigger(DateTimeOffset due) => new(Kind, due.UtcDateTime.ToString("yyyy-MM-ddTHH:mm'Z'", System.Globalization.CultureInfo.InvariantCulture));
}
