using System.Globalization;
using Landfall.Domain.Schedules;

namespace Landfall.Domain.Tests.Schedules;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("0 3 * * *", "UTC", "2026-03-01T12:00Z", "2026-03-02T03:00Z")]
    [InlineData("*/15 * * * *", "UTC", "2026-03-01T12:00Z", "2026-03-01T12:15Z")]
    [InlineData("5/20 * * * *", "UTC", "2026-03-01T12:26Z", "2026-03-01T12:45Z")]
    [InlineData("0 3 * * MON-FRI", "UTC", "2026-02-27T12:00Z", "2026-03-02T03:00Z")]
    [InlineData("0 3 * * 7", "UTC", "2026-02-27T12:00Z", "2026-03-01T03:00Z")]
    [InlineData("0 0 1,15 * *", "UTC", "2026-03-01T12:00Z", "2026-03-15T00:00Z")]
    [InlineData("0 0 13 * FRI", "UTC", "2026-03-01T12:00Z", "2026-03-06T00:00Z")]           // either of the two days
    [InlineData("0 0 29 2 *", "UTC", "2026-03-01T12:00Z", "2028-02-29T00:00Z")]
    [InlineData("0 0 29 FEB ?", "UTC", "2096-03-01T12:00Z", "2104-02-29T00:00Z")]
    [InlineData("0 3 * * *", "America/New_York", "2026-01-10T00:00Z", "2026-01-10T08:00Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00Z", "2026-03-29T01:00Z")]   // 2:30 does not exist: 3:00
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", "2026-10-25T00:30Z")]   // 2:30 comes twice: the first
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-25T00:30Z", "2026-10-26T01:30Z")]
    public void The_next_time_is_after_the_given_one(string cron, string zone, string after, string expected) =>
        Assert.Equal(At(expected), Of(cron, zone).Next(At(after)));

    [Theory]
    [InlineData("0 3 * * *", "2026-03-01T03:00Z", "2026-01-01T00:00Z", "2026-03-01T03:00Z")]
    [InlineData("0 3 * * *", "2026-03-01T02:59Z", "2026-01-01T00:00Z", "2026-02-28T03:00Z")]
    [InlineData("0 3 * * *", "2026-03-01T02:59Z", "2026-02-28T12:00Z", null)]
    [InlineData("0 0 1 1 *", "2026-12-31T00:00Z", "2000-01-01T00:00Z", "2026-01-01T00:00Z")]
    public void The_last_time_is_never_before_the_pipeline_was_applied(string cron, string now, string since, string? expected) =>
        Assert.Equal(expected is null ? (DateTimeOffset?)null : At(expected), Of(cron, "UTC").Last(At(now), At(since)));

    [Fact]
    public void A_day_that_never_comes_has_no_next_time() => Assert.Null(Of("0 0 31 2 *", "UTC").Next(At("2026-01-01T00:00Z")));

    [Theory]
    [InlineData("0 3 * *", "UTC", "has 4 fields")]
    [InlineData("60 3 * * *", "UTC", "'60' is no minute")]
    [InlineData("0 3 * * *", "Mars/Olympus", "'Mars/Olympus' is no time zone")]
    [InlineData("0 5-3 * * *", "UTC", "'5-3' is no hour")]
    [InlineData("0 */0 * * *", "UTC", "'*/0' is no hour")]
    [InlineData("0 3 L * *", "UTC", "'L' is no day of month")]
    [InlineData("0 3 * * MON#2", "UTC", "'MON#2' is no day of week")]
    public void What_is_no_schedule_says_which_field(string cron, string zone, string problem) =>
        Assert.Contains(problem, CronSchedule.Parse(cron, zone).Problem);

    private static CronSchedule Of(string cron, string zone) => CronSchedule.Parse(cron, zone).Schedule!;

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
