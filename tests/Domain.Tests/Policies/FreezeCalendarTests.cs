using System.Globalization;
using Landfall.Contracts.Documents;
using Landfall.Domain.Policies;

namespace Landfall.Domain.Tests.Policies;

public sealed class FreezeCalendarTests
{
    private static readonly PolicySpec Weekends = new(
        Weekly: [new("no changes over the weekend", "Europe/Berlin", [Weekday.Friday, Weekday.Saturday, Weekday.Sunday], "16:00", "08:00")]);

    private static readonly PolicySpec Nights = new(Weekly: [new("nights", "Europe/Berlin", null, "22:00", "06:00")]);

    [Theory]
    [InlineData("2026-01-09T14:59:59Z", null)]                      // Friday, 15:59:59 in Berlin
    [InlineData("2026-01-09T15:00:00Z", "2026-01-10T07:00:00Z")]
    [InlineData("2026-01-10T06:59:59Z", "2026-01-10T07:00:00Z")]    // Saturday morning still belongs to Friday
    [InlineData("2026-01-10T07:00:00Z", null)]
    [InlineData("2026-01-12T06:59:59Z", "2026-01-12T07:00:00Z")]    // Monday morning belongs to Sunday
    [InlineData("2026-01-12T07:00:00Z", null)]
    [InlineData("2026-01-13T20:00:00Z", null)]
    public void A_time_of_the_week_holds_by_the_clock_of_its_place(string now, string? until) => Holds(Weekends, now, until);

    [Theory]
    [InlineData("2026-07-01T19:59:59Z", null)]                      // summer: 22:00 in Berlin is 20:00 UTC
    [InlineData("2026-07-01T20:00:00Z", "2026-07-02T04:00:00Z")]
    [InlineData("2026-01-01T20:59:59Z", null)]                      // winter: 21:00 UTC
    [InlineData("2026-01-01T21:00:00Z", "2026-01-02T05:00:00Z")]
    [InlineData("2026-03-28T22:00:00Z", "2026-03-29T04:00:00Z")]    // the night the clocks go forward is an hour shorter
    [InlineData("2026-03-29T00:30:00Z", "2026-03-29T04:00:00Z")]
    [InlineData("2026-10-25T01:30:00Z", "2026-10-25T05:00:00Z")]    // and the one they go back an hour longer
    public void Summer_and_winter_time_move_with_it(string now, string? until) => Holds(Nights, now, until);

    [Fact]
    public void Of_windows_that_overlap_the_last_end_counts()
    {
        var policy = new PolicySpec(Freeze:
        [
            new("audit", At("2026-12-20T00:00:00Z"), At("2027-01-03T00:00:00Z")), new("Christmas", At("2026-12-24T00:00:00Z"), At("2026-12-27T00:00:00Z")),
        ]);

        Assert.Equal("frozen until 2027-01-03 00:00:00Z by the policy: audit", $"{FreezeCalendar.At(policy, At("2026-12-25T00:00:00Z"))}");
        Assert.Null(FreezeCalendar.At(policy, At("2027-01-03T00:00:00Z")));
    }

    [Fact]
    public void A_policy_without_windows_freezes_nothing() => Assert.Null(FreezeCalendar.At(new(), At("2026-12-25T00:00:00Z")));

    [Theory]
    [InlineData("timeZone: Mars/Olympus", "spec.weekly[0].timeZone")]
    [InlineData("timeZone: UTC, from: \"25:00\"", "spec.weekly[0].from")]
    [InlineData("timeZone: UTC, to: noon", "spec.weekly[0].to")]
    public void What_is_no_time_or_place_is_refused_when_it_is_applied(string window, string path)
    {
        var reading = Domain.Documents.DocumentReader.Read($$"""
            apiVersion: landfall.dev/v1
            kind: DeliveryPolicy
            metadata: { name: p, owner: risk }
            spec: { weekly: [ { reason: r, {{window}} } ] }
            """);

        Assert.Equal(path, Assert.Single(reading.Problems).Path);
    }

    private static void Holds(PolicySpec policy, string now, string? until) =>
        Assert.Equal(until is null ? null : At(until), FreezeCalendar.At(policy, At(now))?.Until);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
