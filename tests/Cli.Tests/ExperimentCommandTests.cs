using System.Net;
using System.Text.Json;
using Landfall.Contracts;

namespace Landfall.Cli.Tests;

public sealed class ExperimentCommandTests : IDisposable
{
    private const string Id = "flights-delay-exp0123456789ab";
    private static readonly DateTimeOffset Start = new(2030, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly RunStatus Tried = new(
        new Run(
            Id, "flights-delay", new("sha256:d", "monthly/2001-03", "m.json", 3, 1), new("sha256:p", "sha256:e", "sha256:o"),
            new("experiment", "try-1"), 1, Start, Experiment: new("ada", null, ["train.env.TRAIN_ROWS=400000"], "sha256:b")),
        [new("trained", StepState.Done, Start, Start.AddSeconds(38.2), $"job {Id}-t1"), new("evaluated", StepState.Running)], Start);

    private readonly TestPlatform _platform = new();

    public void Dispose() => _platform.Dispose();

    [Fact]
    public async Task It_asks_for_what_was_written_and_says_how_to_follow_it()
    {
        Answers();

        Assert.Equal(0, await _platform.RunAsync(
            "run", "flights-delay", "--experiment", "--set", "train.env.TRAIN_ROWS=400000", "--set", "train.deadline=30m",
            "--dataset", "2001-03", "--reason", "twice the rows", "--as", "ada", "--request", "try-1"));

        Assert.Equal(
            "POST http://console.test/api/pipelines/flights-delay/experiments k1 "
            + "{\"set\":[\"train.env.TRAIN_ROWS=400000\",\"train.deadline=30m\"],"
            + "\"dataset\":\"2001-03\",\"reason\":\"twice the rows\",\"by\":\"ada\",\"request\":\"try-1\"}",
            Assert.Single(_platform.Requests));
        Assert.Equal($"● experiment {Id} on monthly/2001-03 has begun; follow it: landfall run watch {Id}\n", _platform.Output);
    }

    [Fact]
    public async Task In_json_it_is_what_the_platform_answered()
    {
        Answers();

        Assert.Equal(0, await _platform.RunAsync("run", "flights-delay", "--experiment", "--output", "json"));

        using var answer = JsonDocument.Parse(_platform.Output);
        Assert.Equal((Id, true), (answer.RootElement.GetProperty("run").GetString(), answer.RootElement.GetProperty("isNew").GetBoolean()));
    }

    [Theory]
    [InlineData(Verdict.Evaluated, EvaluationOutcome.Pass, 0, "◇ evaluated (experiment): its gates passed")]
    [InlineData(Verdict.Evaluated, EvaluationOutcome.Ask, 0, "◇ evaluated (experiment): its gates passed")]
    [InlineData(Verdict.Evaluated, EvaluationOutcome.Fail, 1, "◇ evaluated (experiment): its gates passed")]
    [InlineData(Verdict.Failed, null, 1, "✕ failed (experiment): its gates passed")]
    public async Task Waiting_follows_it_to_its_report_and_ends_by_its_gates(
        Verdict verdict, EvaluationOutcome? outcome, int code, string state)
    {
        Answers(Tried with { Verdict = verdict, Outcome = outcome, Reason = "its gates passed" });

        Assert.Equal(code, await _platform.RunAsync("run", "flights-delay", "--experiment", "--wait"));

        var lines = _platform.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal($"{Id}  monthly/2001-03", lines[0]);
        Assert.StartsWith(" ✓ trained", lines[1], StringComparison.Ordinal);
        Assert.Equal([state, $"Report: http://console.test/api/console/runs/{Id}?code=k1"], lines[^2..]);
    }

    [Fact]
    public async Task A_refusal_is_told_with_its_hint()
    {
        _platform.Answer = _ => (HttpStatusCode.UnprocessableEntity,
            """{"code":"invalidSettings","message":"--set train.deadline=soon: 'soon' cannot be read here.","hint":"Write 30m."}""");

        Assert.Equal(1, await _platform.RunAsync("run", "flights-delay", "--experiment", "--set", "train.deadline=soon"));

        Assert.Equal("--set train.deadline=soon: 'soon' cannot be read here.\nWrite 30m.\n", _platform.Error);
    }

    [Theory]
    [InlineData("What is to be done with 'flights-delay'?", "run", "flights-delay")]
    [InlineData("What is to be done with 'lst'?", "run", "lst")]
    [InlineData("Which pipeline is meant?", "run", "--experiment")]
    [InlineData("Which pipeline is meant?", "run", "--set", "train.env.A=1")]
    public async Task What_is_not_clear_asks_nobody(string message, params string[] args)
    {
        Assert.Equal(1, await _platform.RunAsync(args));

        Assert.Empty(_platform.Requests);
        Assert.StartsWith(message, _platform.Error, StringComparison.Ordinal);
        Assert.Contains("--experiment --set train.env.", _platform.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("runs")]
    [InlineData("run")]
    [InlineData("run", "list")]
    public async Task The_list_is_what_it_was_and_shows_what_is_an_experiment(params string[] args)
    {
        _platform.Answer = _ => (HttpStatusCode.OK, Json<RunStatus[]>([Tried]));

        Assert.Equal(0, await _platform.RunAsync(args));

        Assert.Contains($"{Id}\t● running (experiment)\t", _platform.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_of_a_pipeline_means_its_newest_delivery()
    {
        var delivered = Tried with { Run = Tried.Run with { Id = "flights-delay-3f9a1c000000", Trigger = new("data"), Experiment = null } };
        _platform.Answer = asked => asked.RequestUri!.AbsolutePath.Contains("/overrides/", StringComparison.Ordinal)
            ? (HttpStatusCode.ServiceUnavailable, "")
            : (HttpStatusCode.OK, Json<RunStatus[]>([Tried, delivered]));

        Assert.Equal(0, await _platform.RunAsync("run", "show", "flights-delay"));
        Assert.StartsWith("flights-delay-3f9a1c000000  ● running\n", _platform.Output, StringComparison.Ordinal);
        Assert.Equal(0, await _platform.RunAsync("run", "show", Id));
        Assert.Contains($"{Id}  ● running (experiment)\n", _platform.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_help_shows_an_example()
    {
        Assert.Equal(0, await _platform.RunAsync("run", "--help"));

        Assert.Contains("--set train.env.", _platform.Output, StringComparison.Ordinal);
        Assert.Contains("train.NAME=VALUE", _platform.Output, StringComparison.Ordinal);
    }

    private void Answers(RunStatus? last = null)
    {
        var looks = 0;
        _platform.Answer = asked => asked.Method == HttpMethod.Post
            ? (HttpStatusCode.Accepted, $$"""
                {"run":"{{Id}}","dataset":"monthly/2001-03","settings":[],"document":"sha256:p","request":"try-1","isNew":true}
                """)
            : (HttpStatusCode.OK, Json(++looks < 3 || last is null ? Tried : last));
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, ContractsJson.Options);
}
