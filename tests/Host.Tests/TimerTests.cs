using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Host.Tests;

public sealed class TimerTests : IAsyncDisposable
{
    private readonly HostFixture _fixture = new();

    [Fact]
    [Trait("Protocol", "1.4")]
    public async Task A_timer_runs_by_its_schedule_and_makes_up_for_a_run_it_missed()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 30, TimeSpan.Zero));
        _fixture.Add("tick", """{"type":"timerTrigger","direction":"in","name":"timer","schedule":"0 */5 * * * *"}""");
        await _fixture.Start(clock);
        clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Empty(_fixture.Requests("tick"));
        clock.Advance(TimeSpan.FromMinutes(1));
        await Eventually.True(() => _fixture.Requests("tick").Count == 1, "the first run");
        Assert.StartsWith(
            "2026-03-01T12:10:00", Sent(0)["ScheduleStatus"]!["Next"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.False(Sent(0)["IsPastDue"]!.GetValue<bool>());
        await Eventually.True(
            () => File.Exists(Path.Combine(_fixture.State, "timer-Probe-tick.json")), "the run is remembered");
        await _fixture.Stop();

        clock.Advance(TimeSpan.FromHours(1));
        var before = _fixture.Requests("tick").Count;
        await _fixture.Start(clock);
        await Eventually.True(() => _fixture.Requests("tick").Count > before, "the missed run");
        Assert.True(Sent(before)["IsPastDue"]!.GetValue<bool>());
    }

    [Fact]
    public async Task It_runs_at_once_for_whoever_has_the_master_key_and_its_schedule_stays()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 30, TimeSpan.Zero));
        _fixture.Add("tick", """{"type":"timerTrigger","direction":"in","name":"timer","schedule":"0 */5 * * * *"}""");
        await _fixture.Start(clock);
        var keys = _fixture.App.Keys;

        Assert.Equal(401, await Ask("tick", keys.Function));
        Assert.Equal(404, await Ask("tock", keys.Master));
        Assert.Equal(202, await Ask("Tick", keys.Master));

        await Eventually.True(() => _fixture.Requests("tick").Count == 1, "the run that was asked for");
        Assert.StartsWith("2026-03-01T12:05:00", Sent(0)["ScheduleStatus"]!["Next"]!.GetValue<string>(), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(4 * 60 + 30));
        await Eventually.True(() => _fixture.Requests("tick").Count == 2, "the run by its schedule");

        async Task<int> Ask(string function, string key)
        {
            using var http = new HttpClient();
            http.DefaultRequestHeaders.Add("x-functions-key", key);
            using var answer = await http.PostAsync(
                new Uri(_fixture.App.Address, $"admin/functions/{function}"), new StringContent("{}"));
            return (int)answer.StatusCode;
        }
    }

    private JsonNode Sent(int run) =>
        JsonNode.Parse(_fixture.Requests("tick")[run]["body"]!.GetValue<string>())!["Data"]!["timer"]!;

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();
}
