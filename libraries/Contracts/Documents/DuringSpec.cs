namespace Landfall.Contracts.Documents;

/// <summary>The times of the week, by the clock of a place, in which a candidate's weight may be raised.</summary>
public sealed record DuringSpec(
    [Field("The place whose clock counts, such as Europe/Berlin.", MaxLength = 100)]
    string TimeZone,
    [Field("On which days they begin; every day when none is named.", Range = "0..7")]
    IReadOnlyList<Weekday>? Days = null,
    [Field("When they begin, such as 09:00.", MaxLength = 5)]
    string From = "00:00",
    [Field("When they end, such as 17:00; not later than from means on the next day.", MaxLength = 5)]
    string To = "00:00")
{
    /// <summary>On which days they begin; empty means every day.</summary>
    public IReadOnlyList<Weekday> Days { get; init; } = Days ?? [];
}
