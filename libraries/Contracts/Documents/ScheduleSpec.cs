namespace Landfall.Contracts.Documents;

/// <summary>When a run starts by the clock.</summary>
public sealed record ScheduleSpec(
    [Field("Minute, hour, day of month, month, day of week.", Format = FieldFormat.Cron)]
    string Cron,
    [Field("The time zone of the cron fields, an IANA name.", MaxLength = 60)]
    string TimeZone = "UTC");
