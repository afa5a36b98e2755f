using System.Net;
using System.Text.Json;
using Landfall.Contracts;
using Landfall.Domain.Explanations;
using Landfall.Domain.Policies;
using Landfall.Domain.Serving;

namespace Landfall.Cli.Tests;

public sealed class PlatformCommandsTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2030, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TestPlatform _platform = new();

    private static RunStatus Waiting => new(
        new Run("flights-delay-3f9a1c000000", "flights-delay", new DatasetRef("sha256:d", "2001-03", "m.json", 3, 1),
            new RunDocuments("sha256:p", "sha256:e", "sha256:o"), new RunTrigger("data"), 1, Start),
        [
            new StepStatus("landed", StepState.Done, Start, Start.AddSeconds(0.4), "3 files"),
            new StepStatus("approved", StepState.Waiting, Start.AddSeconds(5)),
        ],
        Start, WaitingFor: "waiting for 1 of ml-leads", ApprovalId: "a-1");

    public void Dispose() => _platform.Dispose();

    [Fact]
    public async Task Runs_are_tab_separated_when_piped()
    {
        Answers(Runs(Waiting));

        Assert.Equal(0, await _platform.RunAsync("run", "list"));

        Assert.Equal("GET http://console.test/api/runs k1", Assert.Single(_platform.Requests));
        Assert.Equal(
            "run\tstate\tstarted\tstep\treason\n"
            + "flights-delay-3f9a1c000000\t▲ waiting\t2030-03-01 12:00:00Z\tapproved\twaiting for 1 of ml-leads\n",
            _platform.Output);
    }

    [Fact]
    public async Task A_run_shows_its_state_first_then_its_steps()
    {
        AnswersRuns(Waiting);

        Assert.Equal(0, await _platform.RunAsync("run", "show", "flights-delay"));

        var lines = _platform.Output.Split('\n');
        Assert.Equal("flights-delay-3f9a1c000000  ▲ waiting", lines[0]);
        Assert.Equal("waiting for 1 of ml-leads", lines[1]);
        Assert.StartsWith(" ✓ landed      3 files", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("0.4 s", lines[2], StringComparison.Ordinal);
        Assert.Equal(" ▲ approved", lines[3]);
        Assert.Equal("Page: http://console.test/api/console/runs/flights-delay-3f9a1c000000?code=k1", lines[4]);
    }

    [Theory]
    [InlineData(OverrideState.Asked, "▲ emergency override: ada asks")]
    [InlineData(OverrideState.Live, "! emergency override: ada asks")]
    [InlineData(OverrideState.Expired, null)]
    [InlineData(null, "▲ whether it passes a rule by emergency override is not known: ")]
    public async Task A_run_that_passes_a_rule_by_override_says_so_before_its_steps(OverrideState? state, string? line)
    {
        AnswersRuns(Waiting, state);

        Assert.Equal(0, await _platform.RunAsync("run", "show", "flights-delay"));

        var said = _platform.Output.Split('\n')[2];
        Assert.StartsWith(line ?? " ✓ landed", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_of_the_platform_cannot_steer_the_terminal()
    {
        var run = Waiting with { WaitingFor = "\u001b[31mred\nsecond line" };
        AnswersRuns(run);
        Assert.Equal(0, await _platform.RunAsync("run", "show", run.Run.Id));
        Assert.DoesNotContain('\u001b', _platform.Output);
    }

    [Theory]
    [InlineData("run cancel r/1 --reason why --as ada",
        "POST http://console.test/api/runs/r%2F1/cancel k1 {\"reason\":\"why\",\"by\":\"ada\"}")]
    [InlineData("rerun r1 --reason why", "POST http://console.test/api/runs/r1/rerun k1 {\"reason\":\"why\"}")]
    [InlineData("approve a-1 --as anna", "POST http://approve.test/api/approvals/a-1/decisions k2 "
        + "{\"decision\":\"approve\",\"person\":\"anna\",\"comment\":\"\"}")]
    [InlineData("reject a-1 --as bo --comment no", "POST http://approve.test/api/approvals/a-1/decisions k2 "
        + "{\"decision\":\"reject\",\"person\":\"bo\",\"comment\":\"no\"}")]
    public async Task A_command_asks_its_route(string command, string request)
    {
        _platform.Answer = asked => (HttpStatusCode.OK, asked.Method == HttpMethod.Get ? "[]" : "{}");
        Assert.Equal(0, await _platform.RunAsync(command.Split(' ')));
        Assert.Equal(request, Assert.Single(_platform.Requests, asked => !asked.StartsWith("GET", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("flights-delay")]
    [InlineData("flights-delay-3f9a1c000000")]
    [InlineData("a-1")]
    public async Task An_approval_is_found_by_its_pipeline_and_its_run(string what)
    {
        _platform.Answer = asked => (HttpStatusCode.OK, asked.Method == HttpMethod.Get ? Runs(Waiting) : "{}");

        Assert.Equal(0, await _platform.RunAsync("approve", what, "--as", "ada", "-o", "json"));

        Assert.Contains("/api/approvals/a-1/decisions", _platform.Requests[^1], StringComparison.Ordinal);
        Assert.Equal("""{"done":"approved","what":"a-1","by":"ada"}""", _platform.Output.Trim());
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(100, 1)]
    public async Task A_question_that_is_not_there_yet_is_waited_for_and_not_for_ever(int missing, int exit)
    {
        _platform.Answer = asked => asked.Method == HttpMethod.Get ? (HttpStatusCode.OK, Runs(Waiting))
            : missing-- > 0 ? (HttpStatusCode.NotFound, """{"code":"unknown","message":"There is no approval a-1."}""")
            : (HttpStatusCode.OK, "{}");

        Assert.Equal(exit, await _platform.RunAsync("approve", "flights-delay", "--as", "ada"));

        Assert.Equal(exit == 0 ? "" : "There is no approval a-1.", _platform.Error.Trim());
    }

    [Fact]
    public async Task What_waits_for_nobody_cannot_be_approved_by_its_name()
    {
        var steps = Waiting.Steps.Select(step => step with { State = StepState.Done }).ToList();
        Answers(Runs(Waiting with { Steps = steps, ApprovalId = null, WaitingFor = null, Verdict = Verdict.Promoted }));

        Assert.Equal(1, await _platform.RunAsync("approve", "flights-delay", "--as", "ada"));

        Assert.Contains("does not wait for an approval: it has ended, ✓ promoted", _platform.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Verdict.Promoted, 0, "✓ promoted: better")]
    [InlineData(Verdict.Rejected, 1, "✕ rejected: better")]
    public async Task Watching_tells_each_step_once_and_ends_with_the_verdict(Verdict verdict, int code, string last)
    {
        var looks = 0;
        _platform.Answer = asked => (HttpStatusCode.OK, asked.RequestUri!.AbsolutePath != "/api/runs"
            ? TestPlatform.Pipeline
            : ++looks switch
            {
                1 => "[]",      // the run has not begun yet
                < 4 => Runs(Waiting),
                _ => Runs(Waiting with { Verdict = verdict, Reason = "better", WaitingFor = null }),
            });

        Assert.Equal(code, await _platform.RunAsync("run", "watch", "flights-delay"));

        Assert.Equal(
            ["flights-delay-3f9a1c000000  2001-03", " ✓ landed      3 files", " ▲ waiting for 1 of ml-leads", last],
            _platform.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Replace("0.4 s", "", StringComparison.Ordinal).TrimEnd()));
    }

    [Fact]
    public async Task An_explanation_is_asked_for_by_run_or_by_model_and_told_with_its_links()
    {
        var told = new Explanation("Why?", "r", [new(ExplainedTopic.Answer, "Because.", [new("record", "api/console/runs/r#entry-1")])]);
        _platform.Answer = asked => (HttpStatusCode.OK, asked.RequestUri!.AbsolutePath == "/api/runs"
            ? Runs(Waiting) : JsonSerializer.Serialize(told, ContractsJson.Options));

        Assert.Equal(0, await _platform.RunAsync("explain", Waiting.Run.Id));
        Assert.Equal(0, await _platform.RunAsync("explain", "flights-delay"));

        Assert.Contains("Because. [1]", _platform.Output, StringComparison.Ordinal);
        Assert.Contains("http://console.test/api/console/runs/r#entry-1", _platform.Output, StringComparison.Ordinal);
        Assert.Contains(_platform.Requests, asked => asked.Contains($"/api/runs/{Waiting.Run.Id}/explanation", StringComparison.Ordinal));
        Assert.Contains(_platform.Requests, asked => asked.Contains("/api/models/flights-delay/explanation", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_served_at_a_time_is_one_sentence_and_a_time_that_is_none_a_clear_error()
    {
        var version = new ModelVersionRef("flights-delay", 6, "sha256:6", "s", "sha256:s");
        var history = new ServedHistory("flights-delay", [new(Start, null, [new(version, 100)], null, "r", 9, "v6 goes to all")]);
        Answers(JsonSerializer.Serialize(history, ContractsJson.Options));

        Assert.Equal(0, await _platform.RunAsync("served", "flights-delay", "--at", "2030-03-02T00:00:00Z"));
        Assert.Contains("At 2030-03-02 00:00:00Z flights-delay v6 100 %, since 2030-03-01 12:00:00Z (run r, entry 9)", _platform.Output, StringComparison.Ordinal);
        Assert.Equal(1, await _platform.RunAsync("served", "flights-delay", "--at", "yesterday"));
        Assert.Contains("'yesterday' is no moment", _platform.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_is_played_over_past_runs_and_what_would_differ_is_shown()
    {
        _platform.Write("policy.yaml", "apiVersion: landfall.dev/v1\nkind: DeliveryPolicy\nmetadata: { name: p, owner: risk }\nspec: { mandatoryShadow: true }\n");
        Answers(JsonSerializer.Serialize(
            new ReplayedRun[] { new("r1", Verdict.Promoted, ["No shadow."], []), new("r2", Verdict.Rejected, [], []) }, ContractsJson.Options));

        Assert.Equal(0, await _platform.RunAsync("policy", "replay", "policy.yaml"));

        Assert.Equal("2 runs replayed, 1 would differ.\nr1  was promoted\n  + No shadow.\n", _platform.Output);
        Assert.Contains("\"mandatoryShadow\":true", _platform.Requests[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_is_compared_with_the_one_that_is_current()
    {
        Answers(TestPlatform.Pipeline);
        _platform.Write("same.yaml", TestPlatform.Pipeline);
        _platform.Write("other.yaml", TestPlatform.Pipeline.Replace("team-arrivals", "team-departures", StringComparison.Ordinal));

        Assert.Equal(0, await _platform.RunAsync("pipeline", "diff", "same.yaml"));
        Assert.Equal(1, await _platform.RunAsync("pipeline", "diff", "other.yaml"));

        var lines = _platform.Output.Split('\n');
        Assert.Contains(lines, line => line.StartsWith("- ", StringComparison.Ordinal) && line.Contains("team-arrivals", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("+ ", StringComparison.Ordinal) && line.Contains("team-departures", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_gets_problems_as_json_too()
    {
        _platform.Answer = _ => (HttpStatusCode.NotFound, """{ "code": "unknownRun", "message": "There is none.", "hint": "Look." }""");

        Assert.Equal(1, await _platform.RunAsync("rerun", "r1", "--reason", "why", "--json"));

        Assert.Equal("""{"message":"There is none.","hint":"Look.","exitCode":1}""", _platform.Error.Trim());
        Assert.Equal("", _platform.Output);
    }

    [Fact]
    public async Task An_unknown_word_is_answered_in_a_few_lines_and_the_command_is_called_landfall()
    {
        Assert.Equal(1, await _platform.RunAsync("run", "lst"));
        Assert.Contains("'lst'", _platform.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Usage:", _platform.Output, StringComparison.Ordinal);

        Assert.Equal(0, await _platform.RunAsync("--help"));
        Assert.Contains("\n  landfall [command]", _platform.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_platform_without_the_command_is_told_apart_from_one_that_is_down()
    {
        _platform.Answer = _ => (HttpStatusCode.NotFound, "");
        Assert.Equal(1, await _platform.RunAsync("rerun", "m", "--reason", "why"));
        Assert.Contains("does not know POST /api/runs/m/rerun", _platform.Error, StringComparison.Ordinal);

        _platform.Answer = _ => throw new HttpRequestException("Connection refused");
        Assert.Equal(2, await _platform.RunAsync("rerun", "m", "--reason", "why"));
        Assert.Contains("cannot be reached: Connection refused", _platform.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_platform_is_told_apart_from_a_person_who_has_seen_enough()
    {
        _platform.Answer = _ => throw new TaskCanceledException("The request took too long.", new TimeoutException());
        Assert.Equal(2, await _platform.RunAsync("run", "watch", "m"));
        Assert.Contains("did not answer in time", _platform.Error, StringComparison.Ordinal);

        var said = _platform.Error;
        _platform.Answer = _ => throw new TaskCanceledException();
        Assert.Equal(130, await _platform.RunAsync("run", "watch", "m"));
        Assert.Equal(said, _platform.Error);
    }

    [Fact]
    public async Task Without_addresses_the_message_says_where_they_belong()
    {
        File.Delete(Path.Combine(_platform.Folder, ".landfall", "endpoints.json"));
        Assert.Equal(2, await _platform.RunAsync("run", "list"));
        Assert.Contains(".landfall/endpoints.json", _platform.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_argument_is_a_problem_of_the_input()
    {
        Assert.Equal(1, await _platform.RunAsync("reject", "a-1", "--as", "bo"));
        Assert.Contains("--comment", _platform.Error, StringComparison.Ordinal);
        Assert.Empty(_platform.Requests);
    }

    private static string Runs(params RunStatus[] runs) => JsonSerializer.Serialize(runs, ContractsJson.Options);

    /// <param name="state">Of the run's override; null where the app that knows it is away.</param>
    private void AnswersRuns(RunStatus run, OverrideState? state = OverrideState.None)
    {
        var view = new OverrideView(
            run.Run.Id, state ?? OverrideState.None, 1, [OverridableRule.Freeze], "ada", null, "on fire", null, null, "ada asks");
        _platform.Answer = asked => !asked.RequestUri!.AbsolutePath.Contains("/overrides/", StringComparison.Ordinal)
            ? (HttpStatusCode.OK, Runs(run))
            : state is null ? (HttpStatusCode.ServiceUnavailable, "") : (HttpStatusCode.OK, JsonSerializer.Serialize(view, ContractsJson.Options));
    }

    private void Answers(string body) => _platform.Answer = _ => (HttpStatusCode.OK, body);
}
