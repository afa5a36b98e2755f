using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;
using Landfall.Domain.Schedules;

namespace Landfall.Domain.Documents.Checks;

/// <summary>A schedule and the trigger of that name belong together.</summary>
internal static class TriggerCheck
{
    public static IEnumerable<Finding> Of(ModelPipeline pipeline)
    {
        var spec = pipeline.Spec;
        if (spec.Triggers.Contains(TriggerKind.Schedule) && spec.Schedule is null)
        {
            yield return new("spec.triggers", "The trigger 'schedule' has no schedule.",
                "spec.schedule with cron", "Add schedule: { cron: \"0 3 * * *\" }.");
        }

        if (!spec.Triggers.Contains(TriggerKind.Schedule) && spec.Schedule is not null)
        {
            yield return new("spec.schedule", "The schedule starts nothing.", "the trigger 'schedule'",
                "Add 'schedule' to spec.triggers or remove spec.schedule.");
        }

        if (spec.Schedule is { } schedule && CronSchedule.Parse(schedule.Cron, schedule.TimeZone).Problem is { } problem)
        {
            yield return new("spec.schedule", $"The schedule cannot be read: {problem}.",
                "minute, hour, day of month, month and day of week; an IANA time zone", "Write for example { cron: \"0 3 * * MON\", timeZone: Europe/Berlin }.");
        }

        if (spec.Triggers.Distinct().Count() != spec.Triggers.Count)
            yield return new("spec.triggers", "A trigger is written twice.", "each trigger once");
    }
}
