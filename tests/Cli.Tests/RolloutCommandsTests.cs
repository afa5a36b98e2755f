using System.Net;
using System.Text.Json;
using Landfall.Contracts;

namespace Landfall.Cli.Tests;

public sealed class RolloutCommandsTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2030, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TestPlatform _platform = new();

    private static RunStatus Running => new(
        new Run("flights-delay-3f9a1c000000", "flights-delay", new DatasetRef("sha256:d", "2001-03", "m.json", 3, 1),
            new RunDocuments("sha256:p", "sha256:e", "sha256:o"), new RunTrigger("data"), 1, Start),
        [new StepStatus("rollout", StepState.Running, Start)], Start);

    private static RolloutSummary AtTen => new(
        "Looking", 2, 4, "10 %", 10, Start.AddMinutes(5), false, true, 612,
        [
            new("errors", JudgeOutcome.Undecided, 6.4, 40, 0.01, 20, "0.5 % of 612, champion 0.2 % of 5,411"),
            new("slow", JudgeOutcome.Safe, 0.2, 40, 25, 20, "1.0 % of 612"),
        ],
        "no harm in 612 samples at 10 %; 240 s left", null, new("10 %", 10, Start.AddMinutes(1), 612, []));

    public void Dispose() => _platform.Dispose();

    [Theory]
    [InlineData("pause", """{"control":"pause","by":"ada","reason":"lunch"}""")]
    [InlineData("resume", """{"control":"resume","by":"ada","reason":"lunch"}""")]
    [InlineData("abort", """{"control":"abort","by":"ada","reason":"lunch"}""")]
    [InlineData("promote", """{"control":"promote","by":"ada","reason":"lunch"}""")]
    [InlineData("skip", """{"control":"skip","by":"ada","reason":"lunch"}""")]
    [InlineData("set-weight", """{"control":"setWeight","by":"ada","reason":"lunch","weight":30}""")]
    public async Task A_control_is_passed_on_for_the_newest_run_of_a_pipeline(string command, string body)
    {
        Answers(Running, AtTen);
        string[] weight = command == "set-weight" ? ["30"] : [];

        Assert.Equal(0, await _platform.RunAsync(
            ["rollout", command, "flights-delay", .. weight, "--as", "ada", "--reason", "lunch"]));

        var sent = _platform.Requests[^1];
        Assert.StartsWith(
            "POST http://console.test/api/rollouts/flights-delay-3f9a1c000000/control k1 ", sent, StringComparison.Ordinal);
        using var expected = JsonDocument.Parse(body);
        using var found = JsonDocument.Parse(sent[sent.IndexOf('{', StringComparison.Ordinal)..]);
        Assert.All(expected.RootElement.EnumerateObject(), field => Assert.Equal(
            field.Value.ToString(), found.RootElement.GetProperty(field.Name).ToString(), ignoreCase: true));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("100")]
    public async Task A_weight_that_is_none_is_refused_before_anybody_is_asked(string weight)
    {
        Assert.Equal(1, await _platform.RunAsync("rollout", "set-weight", "flights-delay", weight));

        Assert.Empty(_platform.Requests);
        Assert.Contains("from 1 to 99", _platform.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_has_ended_cannot_be_steered()
    {
        Answers(Running with { Verdict = Verdict.Promoted }, null);

        Assert.Equal(1, await _platform.RunAsync("rollout", "abort", "flights-delay"));

        Assert.Contains("has no rollout any more", _platform.Error, StringComparison.Ordinal);
        Assert.Contains("landfall rollback", _platform.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_status_says_where_it_is_why_and_what_each_judge_needs()
    {
        Answers(Running, AtTen);

        Assert.Equal(0, await _platform.RunAsync("rollout", "status", "flights-delay"));

        Assert.Equal(
            [
                "flights-delay-3f9a1c000000  ● 10 %, step 2 of 4, 10 % of live traffic, not before 12:05:00Z",
                "no harm in 612 samples at 10 %; 240 s left",
                " · errors  harm [########........] 6.4 of 40   safety under 0.1 of 20",
                "           0.5 % of 612, champion 0.2 % of 5,411",
                " ✓ slow    harm [................] 0.2 of 40   safety 25 of 20",
                "           1.0 % of 612",
            ],
            _platform.Output.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("flights-delay")]
    [InlineData("flights-delay-3f9a1c000000")]
    public async Task People_who_are_asked_about_a_step_are_seen_and_can_answer_by_the_run(string what)
    {
        var run = Running with { ApprovalId = "flights-delay-3f9a1c000000-approval" };
        var rollout = AtTen with
        {
            EndsAt = null,
            WaitsFor = "people are asked about the step 50 %: waiting for 1 of ml-leads",
            ApprovalId = "a-step-3",
        };
        Answers(run, rollout);

        Assert.Equal(0, await _platform.RunAsync("rollout", "status", what));
        Assert.Contains("▲ 10 %, step 2 of 4, 10 % of live traffic\n", _platform.Output, StringComparison.Ordinal);
        Assert.Contains("waiting: people are asked about the step 50 %: waiting for 1 of ml-leads", _platform.Output, StringComparison.Ordinal);
        Assert.Contains("decide: landfall approve a-step-3 --as PERSON", _platform.Output, StringComparison.Ordinal);

        Assert.Equal(0, await _platform.RunAsync("approve", what, "--as", "ada"));
        Assert.Contains("/api/approvals/a-step-3/decisions", _platform.Requests[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watching_writes_a_line_per_look_into_a_pipe_and_ends_with_the_verdict()
    {
        var looks = 0;
        _platform.Answer = asked => (HttpStatusCode.OK, asked.RequestUri!.AbsolutePath switch
        {
            "/api/runs" => ++looks < 5
                ? Runs(Running) : Runs(Running with { Verdict = Verdict.RolledBack, Reason = "errors: 4.7 % of 700" }),
            _ => Json(looks < 3 ? AtTen : AtTen with { Samples = 700, Explanation = "no harm in 700 samples at 10 %" }),
        });

        Assert.Equal(1, await _platform.RunAsync("rollout", "status", "flights-delay", "--watch"));

        Assert.Equal(
            [
                "2030-03-01 12:01:00Z\t10 %\t10 %\t612\terrors 6.4/40\tslow 0.2/40\tno harm in 612 samples at 10 %; 240 s left",
                "2030-03-01 12:01:00Z\t10 %\t10 %\t700\terrors 6.4/40\tslow 0.2/40\tno harm in 700 samples at 10 %",
                "↩ rolled back: errors: 4.7 % of 700",
            ],
            _platform.Output.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Without_a_rollout_it_says_what_the_run_does()
    {
        var before = Running with { Steps = [new("trained", StepState.Running, Start, Detail: "job 1")] };
        Answers(before, null);

        Assert.Equal(0, await _platform.RunAsync("rollout", "status", "flights-delay"));

        Assert.Contains("No rollout yet: trained: job 1", _platform.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_exposure_says_when_the_candidate_had_traffic_and_why_no_longer()
    {
        RecordFact Move(string key, int minute, string summary, object facts) => new(
            Running.Run.Id, key, "traffic", "rollout", Start.AddMinutes(minute), summary, null,
            JsonSerializer.SerializeToElement(facts, ContractsJson.Options));
        RecordEntry[] entries =
        [
            new(1, "", Move("traffic-1", 0, "v7 goes to 10 %", new { step = "10 %", weight = 10 }), ""),
            new(2, "", Move("traffic-back", 3, "all traffic is with v6", new { last = new { step = "10 %", samples = 612 } }), ""),
        ];
        _platform.Answer = asked => (HttpStatusCode.OK, asked.RequestUri!.AbsolutePath == "/api/runs"
            ? Runs(Running)
            : JsonSerializer.Serialize(
                new { entries, check = new { } }, ContractsJson.Options));

        Assert.Equal(0, await _platform.RunAsync("rollout", "exposure", "flights-delay"));

        Assert.Equal(
            "2030-03-01 12:00:00Z\t2030-03-01 12:03:00Z\t10 %\t10 %\t612\tall traffic is with v6",
            _platform.Output.TrimEnd().Split('\n')[1]);
    }

    private void Answers(RunStatus run, RolloutSummary? rollout) => _platform.Answer = asked => (HttpStatusCode.OK,
        asked.RequestUri!.AbsolutePath == "/api/runs" ? Runs(run) : rollout is null ? "" : Json(rollout));

    private static string Runs(params RunStatus[] runs) => JsonSerializer.Serialize(runs, ContractsJson.Options);

    private static string Json(RolloutSummary rollout) => JsonSerializer.Serialize(rollout, ContractsJson.Options);
}
