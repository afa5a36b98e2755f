using System.Net;
using System.Text.Json;
using Landfall.Contracts;

namespace Landfall.Cli.Tests;

public sealed class WatchCommandTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2030, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly WatchReading Drifted = new(WatchOutcome.Over, 0.41, 0.25, 612, "psi 0.41 of 612 predictions (limit 0.25)");
    private static readonly WatchReading Open = new(
        WatchOutcome.Unknown, null, 0.05, 12, "12 of 100 observations that a window needs, 0 failed");

    private static readonly WatchStatus Status = new(
        "flights-delay", new("flights-delay", 7, "sha256:m", "server", "sha256:s"), Start, Start.AddHours(1),
        Start.AddHours(1).AddMinutes(5),
        new(TimeSpan.FromMinutes(5), new(0.25, 500, 3, WatchAction.Retrain), new(0.05, 100, 3, WatchAction.RollBack), TimeSpan.FromDays(1)),
        new(Drifted, Drifted, Start.AddMinutes(30), 0, 1, false), new(Open, null, null, 0, 0, false), Start.AddMinutes(30));

    private readonly TestPlatform _platform = new();

    public void Dispose() => _platform.Dispose();

    [Fact]
    public async Task It_says_the_state_first_then_each_thing_with_its_numbers()
    {
        Answers(Status);

        Assert.Equal(0, await _platform.RunAsync("watch", "status", "flights-delay"));
        Assert.Equal(
            """
            flights-delay v7  ✕ drift, champion since 2030-03-01 12:00:00Z
             ✕ drift   since 2030-03-01 12:30:00Z; 1 of 3 calm windows in a row end it
                       psi 0.41 of 612 predictions (limit 0.25)
             ? errors  no window was judged yet
                       open: 12 of 100 observations that a window needs, 0 failed
            drift last asked for a run at 2030-03-01 12:30:00Z
            looked at 2030-03-01 13:00:00Z, again at 2030-03-01 13:05:00Z

            """, _platform.Output);
        Assert.StartsWith("GET http://console.test/api/models/flights-delay/watch", _platform.Requests[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_json_it_is_what_the_platform_answered()
    {
        Answers(Status);

        Assert.Equal(0, await _platform.RunAsync("watch", "status", "flights-delay", "-o", "json"));
        Assert.Equal(
            JsonSerializer.Serialize(Status, ContractsJson.Options), _platform.Output.Trim());
    }

    [Theory]
    [InlineData("begins", "● the watch begins")]
    [InlineData("back", "↩ gone back")]
    [InlineData("blind", "? unknown")]
    [InlineData("both", "✕ errors and drift")]
    [InlineData("calm", "✓ calm")]
    [InlineData("owed", "a run is owed, the last one is too young")]
    [InlineData("streak", "2 of 3 bad windows in a row")]
    [InlineData("inputs", "✕ inputs, champion since")]
    [InlineData("inputs", " ✕ inputs  since 2030-03-01 12:30:00Z; 1 of 2 calm windows in a row end it\n           psi 0.41")]
    [InlineData("inputs", "the watch last asked for a run at")]
    public async Task Every_state_has_its_word(string shown, string word)
    {
        var calm = Status with { Drift = Status.Drift! with { Since = null } };
        Answers(shown switch
        {
            "begins" => new WatchState("flights-delay").Status,
            "back" => calm with { GoneBack = "All traffic is with v6" },
            "blind" => calm with { Blind = "no pod serves v7" },
            "both" => Status with { Errors = Status.Errors! with { Since = Start } },
            "owed" => Status with { Drift = Status.Drift! with { Owed = true } },
            "inputs" => calm with
            {
                Plan = Status.Plan! with { Inputs = new(0.25, 500, 2, WatchAction.Retrain) },
                Inputs = Status.Drift,
            },
            "streak" => calm with { Drift = calm.Drift! with { Over = 2 } },
            _ => calm,
        });

        Assert.Equal(0, await _platform.RunAsync("watch", "status", "flights-delay"));
        Assert.Contains(word, _platform.Output, StringComparison.Ordinal);
    }

    private void Answers(WatchStatus status) => _platform.Answer = _ =>
        (HttpStatusCode.OK, JsonSerializer.Serialize(status, ContractsJson.Options));
}
