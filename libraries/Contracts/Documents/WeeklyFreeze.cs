namespace Landfall.Contracts.Documents;

/// <summary>A time of the week, by the clock of a place, in which no traffic is moved to a candidate.</summary>
public sealed record WeeklyFreeze(
    [Field("Why, as shown to those who wait.", MaxLength = 200)]
    string Reason,
    [Field("The place whose clock counts, such as Europe/Berlin.", MaxLength = 100)]
    string TimeZone,
    [Field("On which days it starts; every day when none is named.", Range = "0..7")]
    IReadOnlyList<Weekday>? Days = null,
    [Field("When it starts, such as 16:00.", MaxLength = 5)]
    string From = "00:00",
    [Field("When it ends, such as 08:00; not later than from means on the next day.", MaxLength = 5)]
    string To = "00:00")
{
    /// <summary>On which days it starts; empty means every day.</summary>
    public IReadOnlyList<Weekday> Days { get; init; } = Days ?? [];
}
