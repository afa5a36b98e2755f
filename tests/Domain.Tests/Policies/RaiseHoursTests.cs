using System.Globalization;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Policies;
using Landfall.Domain.Storage;
using Landfall.Domain.Tests.Documents;

namespace Landfall.Domain.Tests.Policies;

public sealed class RaiseHoursTests
{
    private static readonly DuringSpec Office = new(
        "Europe/Berlin", [Weekday.Monday, Weekday.Tuesday, Weekday.Wednesday, Weekday.Thursday, Weekday.Friday], "09:00", "17:00");

    [Theory]
    [InlineData("2026-01-09T07:59:59Z", "2026-01-09T08:00:00Z")]    // Friday, a second before nine in Berlin
    [InlineData("2026-01-09T08:00:00Z", null)]
    [InlineData("2026-01-09T15:59:59Z", null)]
    [InlineData("2026-01-09T16:00:00Z", "2026-01-12T08:00:00Z")]    // over the weekend to Monday
    [InlineData("2026-01-11T12:00:00Z", "2026-01-12T08:00:00Z")]
    [InlineData("2026-03-27T16:00:00Z", "2026-03-30T07:00:00Z")]    // the clocks go forward on the way: nine is an hour earlier
    [InlineData("2026-10-23T16:00:00Z", "2026-10-26T08:00:00Z")]    // and back
    [InlineData("2026-07-01T06:59:59Z", "2026-07-01T07:00:00Z")]
    [InlineData("2026-07-01T07:00:00Z", null)]
    public void Weights_rise_by_the_clock_of_the_place_in_summer_and_in_winter(string now, string? opens) => Opens(Office, now, opens);

    [Theory]
    [InlineData("2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z")]    // 02:30 does not exist that night: three o'clock is next
    [InlineData("2026-03-29T01:00:00Z", null)]
    [InlineData("2026-03-29T02:00:00Z", "2026-03-30T00:30:00Z")]    // 04:00
    [InlineData("2026-10-25T00:29:59Z", "2026-10-25T00:30:00Z")]    // 02:30 comes twice: the first counts
    [InlineData("2026-10-25T01:15:00Z", null)]                      // 02:15 for the second time
    [InlineData("2026-10-25T03:00:00Z", "2026-10-26T01:30:00Z")]
    public void A_moment_that_the_clock_skips_or_repeats_has_one_meaning(string now, string? opens) =>
        Opens(new("Europe/Berlin", null, "02:30", "04:00"), now, opens);

    [Theory]
    [InlineData("2026-03-28T12:00:00Z", "2026-03-30T00:00:00Z")]    // the night without that hour is passed over
    [InlineData("2026-10-25T01:30:00Z", null)]                      // and the one with two of them has both
    [InlineData("2026-10-25T02:00:00Z", "2026-10-26T01:00:00Z")]
    public void An_hour_that_does_not_exist_opens_nothing(string now, string? opens) =>
        Opens(new("Europe/Berlin", null, "02:00", "03:00"), now, opens);

    [Fact]
    public void Hours_may_pass_midnight_and_belong_to_the_day_they_begin_on()
    {
        var night = new DuringSpec("UTC", [Weekday.Friday], "22:00", "02:00");

        Opens(night, "2026-01-10T01:59:00Z", null);
        Opens(night, "2026-01-10T02:00:00Z", "2026-01-16T22:00:00Z");
    }

    [Fact]
    public void Without_hours_weights_rise_at_any_time()
    {
        Assert.Null(RaiseHours.OpensAt(null, DateTimeOffset.UnixEpoch));
        Assert.Null(RaiseHours.Text(null));
        Assert.Equal("mon, tue, wed, thu, fri 09:00 to 17:00 Europe/Berlin", RaiseHours.Text(Office));
    }

    [Fact]
    public void A_machine_that_does_not_know_the_place_says_so()
    {
        var failure = Assert.Throws<TerminalFailure>(() => RaiseHours.OpensAt(Office with { TimeZone = "Mars/Olympus" }, At("2026-01-01T00:00:00Z")));

        Assert.Contains("rollout.during of the pipeline names time zone Mars/Olympus", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Days_may_be_written_short_and_are_stored_whole()
    {
        var reading = Read("{ days: [mon, friday], from: \"09:00\", to: \"17:00\", timeZone: Europe/Berlin }");

        Assert.Empty(reading.Problems);
        var during = Assert.IsType<ModelPipeline>(reading.Document).Spec.Rollout.During!;
        Assert.Equal([Weekday.Monday, Weekday.Friday], during.Days);
        Assert.Contains("[\"monday\",\"friday\"]", DocumentDigest.CanonicalJson(reading.Document!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ timeZone: Mars/Olympus }", "spec.rollout.during.timeZone")]
    [InlineData("{ timeZone: UTC, from: \"25:00\" }", "spec.rollout.during.from")]
    [InlineData("{ timeZone: UTC, to: noon }", "spec.rollout.during.to")]
    [InlineData("{ timeZone: UTC, days: [mon, monday] }", "spec.rollout.during.days")]
    [InlineData("{ timeZone: UTC, days: [mo] }", "spec.rollout.during.days[0]")]
    [InlineData("{ from: \"09:00\" }", "spec.rollout.during")]
    public void What_is_no_time_or_place_is_refused_with_its_line(string during, string path)
    {
        var problem = Assert.Single(Read(during).Problems);

        Assert.StartsWith(path, problem.Path, StringComparison.Ordinal);
        Assert.True(problem.Line > 0);
    }

    private static DocumentReading Read(string during) =>
        DocumentReader.Read($"{DocumentCases.Read("valid/smallest.yaml").TrimEnd()}\n  rollout: {{ during: {during} }}\n");

    private static void Opens(DuringSpec hours, string now, string? opens) =>
        Assert.Equal(opens is null ? null : At(opens), RaiseHours.OpensAt(hours, At(now)));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
