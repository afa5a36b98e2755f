using CsCheck;
using Landfall.Contracts;
using Landfall.Domain.Watching;

namespace Landfall.Domain.Tests.Watching;

public sealed class AlarmTableTests
{
    private static readonly Gen<WatchOutcome[]> Windows = Gen.Enum<WatchOutcome>().Array[0, 60];

    /// <summary>Every cell of the table: the alarm before, the window, the alarm after, what it means. Two in a row count.</summary>
    [Theory]
    [InlineData("quiet 0", WatchOutcome.Unknown, "quiet 0", AlarmChange.None)]
    [InlineData("quiet 0", WatchOutcome.Calm, "quiet 0", AlarmChange.None)]
    [InlineData("quiet 0", WatchOutcome.Near, "quiet 0", AlarmChange.None)]
    [InlineData("quiet 0", WatchOutcome.Over, "quiet 1", AlarmChange.None)]
    [InlineData("quiet 1", WatchOutcome.Unknown, "quiet 1", AlarmChange.None)]
    [InlineData("quiet 1", WatchOutcome.Calm, "quiet 0", AlarmChange.None)]
    [InlineData("quiet 1", WatchOutcome.Near, "quiet 0", AlarmChange.None)]
    [InlineData("quiet 1", WatchOutcome.Over, "episode 0", AlarmChange.Begun)]
    [InlineData("episode 0", WatchOutcome.Unknown, "episode 0", AlarmChange.None)]
    [InlineData("episode 0", WatchOutcome.Calm, "episode 1", AlarmChange.None)]
    [InlineData("episode 0", WatchOutcome.Near, "episode 0", AlarmChange.None)]
    [InlineData("episode 0", WatchOutcome.Over, "episode 0", AlarmChange.None)]
    [InlineData("episode 1", WatchOutcome.Unknown, "episode 1", AlarmChange.None)]
    [InlineData("episode 1", WatchOutcome.Calm, "quiet 0", AlarmChange.Ended)]
    [InlineData("episode 1", WatchOutcome.Near, "episode 0", AlarmChange.None)]
    [InlineData("episode 1", WatchOutcome.Over, "episode 0", AlarmChange.None)]
    public void Every_window_in_every_state(string before, WatchOutcome window, string after, AlarmChange change)
    {
        var (alarm, became) = AlarmTable.Next(Of(before), Watches.Reading(window), 2, Watches.Start);

        Assert.Equal((after, change), (Words(alarm), became));
        Assert.Equal(window == WatchOutcome.Unknown ? null : window, alarm.Judged?.Outcome);
    }

    [Fact]
    public void Windows_that_say_nothing_change_nothing() => Gen.Select(Windows, Gen.Int[1, 5]).Sample((windows, consecutive) =>
    {
        var all = Changes(windows, consecutive);
        var told = windows.Zip(all).Where(window => window.First != WatchOutcome.Unknown).Select(window => window.Second);
        var silent = windows.Zip(all).Where(window => window.First == WatchOutcome.Unknown).Select(window => window.Second);

        Assert.All(silent, change => Assert.Equal(AlarmChange.None, change));
        Assert.Equal(Changes([.. windows.Where(window => window != WatchOutcome.Unknown)], consecutive), told);
    });

    [Fact]
    public void Good_and_bad_in_turn_never_begin_an_episode() => Gen.Select(
        Gen.OneOfConst(WatchOutcome.Calm, WatchOutcome.Near), Gen.Int[2, 5], Gen.Int[1, 40]).Sample((good, consecutive, times) =>
        Assert.DoesNotContain(
            AlarmChange.Begun, Changes([.. Enumerable.Range(0, times).SelectMany(_ => new[] { good, WatchOutcome.Over })], consecutive)));

    [Fact]
    public void Beginnings_and_ends_take_turns_and_each_has_its_windows_before_it() => Gen.Select(Windows, Gen.Int[1, 5]).Sample(
        (windows, consecutive) =>
        {
            var expected = AlarmChange.Begun;
            foreach (var (change, at) in Changes(windows, consecutive).Select((change, at) => (change, at)))
            {
                if (change == AlarmChange.None)
                    continue;

                Assert.Equal(expected, change);
                var wanted = change == AlarmChange.Begun ? WatchOutcome.Over : WatchOutcome.Calm;
                var last = windows.Take(at + 1).Where(window => window != WatchOutcome.Unknown).TakeLast(consecutive).ToList();
                Assert.Equal(consecutive, last.Count);
                Assert.All(last, window => Assert.Equal(wanted, window));
                expected = change == AlarmChange.Begun ? AlarmChange.Ended : AlarmChange.Begun;
            }
        });

    private static AlarmChange[] Changes(WatchOutcome[] windows, int consecutive)
    {
        var (alarm, changes) = (new WatchAlarm(), new List<AlarmChange>());
        foreach (var window in windows)
        {
            (alarm, var change) = AlarmTable.Next(alarm, Watches.Reading(window), consecutive, Watches.Start);
            changes.Add(change);
        }

        return [.. changes];
    }

    private static WatchAlarm Of(string words) => words.Split(' ') is ["quiet", var over]
        ? new(Over: int.Parse(over))
        : new(Calm: int.Parse(words.Split(' ')[1]), Since: Watches.Start);

    private static string Words(WatchAlarm alarm) => alarm.Since is null ? $"quiet {alarm.Over}" : $"episode {alarm.Calm}";
}
