using System.Net;
using System.Text.Json;
using Landfall.Contracts;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Registry;

namespace Landfall.Cli.Tests;

public sealed class ModelCommandsTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2030, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TestPlatform _platform = new();

    public void Dispose() => _platform.Dispose();

    private static VersionRecord Version(int number) => new(
        new("flights", number, $"sha256:m{number}", "server@sha256:s", "sha256:st"), $"flights-{number}", At, "key-1", 1, 12);

    private static object Model => new
    {
        model = "flights",
        versions = new[] { Version(1), Version(2), Version(3) },
        champion = new[] { Moved(1, 2), Moved(2, 1) },
        seals = new[] { new SealEntry(Version(2).Version, "flights-2", "slow", At) },
    };

    private static AliasEntry Moved(int sequence, int to) => new(sequence, Version(to).Version, null, $"flights-{to}", "promoted", At);

    [Fact]
    public async Task Models_are_listed_with_who_serves()
    {
        Answers(new[] { new { model = "flights", versions = 3, latest = 3, latestAt = At, champion = 1, championSince = At } });

        Assert.Equal(0, await _platform.RunAsync("models", "list"));

        Assert.Equal("GET http://console.test/api/models k1", Assert.Single(_platform.Requests));
        Assert.Equal(
            "model\tchampion\tsince\tversions\tnewest\tregistered\n"
            + "flights\tv1\t2030-03-01 12:00:00Z\t3\tv3\t2030-03-01 12:00:00Z\n", _platform.Output);
    }

    [Fact]
    public async Task Versions_are_listed_newest_first_with_their_state()
    {
        Answers(Model);

        Assert.Equal(0, await _platform.RunAsync("models", "list", "flights"));

        Assert.Equal(["version\tstate", "v3\t", "v2\t✕ sealed", "v1\t✓ champion"],
            _platform.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join('\t', line.Split('\t')[..2])));
    }

    [Fact]
    public async Task Without_a_number_the_champion_is_meant()
    {
        _platform.Answer = asked => (HttpStatusCode.OK, asked.RequestUri!.AbsolutePath == "/api/models/flights"
            ? JsonSerializer.Serialize(Model, ContractsJson.Options) : "# flights v1\n");

        Assert.Equal(0, await _platform.RunAsync("models", "card", "flights", "--out", "card.md"));

        Assert.Equal("GET http://console.test/api/models/flights/versions/1/card k1", _platform.Requests[^1]);
        Assert.Equal("# flights v1\n", File.ReadAllText(Path.Combine(_platform.Folder, "card.md")));
    }

    [Fact]
    public async Task A_version_is_shown_with_its_metrics_gates_and_files()
    {
        var said = new ModelVersionPredicate(
            "flights", 2, "flights-2", "sha256:d", "trainer@sha256:t", "server@sha256:s", null, new Dictionary<string, string>(),
            new Dictionary<string, double> { ["auc"] = 0.64123 }, [new("auc >= 0.6", GateOutcome.Pass, "it is")], At);
        Answers(new { version = Version(2), statement = said, files = new[] { new FileEntry("model.bin", 12, new('0', 64)) }, isChampion = true });

        Assert.Equal(0, await _platform.RunAsync("models", "show", "flights@2"));

        Assert.StartsWith("flights v2  ✓ champion\n", _platform.Output);
        Assert.Contains("auc\t0.6412", _platform.Output);
        Assert.Contains("auc >= 0.6\tpass\tit is", _platform.Output);
        Assert.Contains("model.bin\t12\t0000", _platform.Output);
    }

    [Theory]
    [InlineData("Nobody said whose signatures count.", "flights@2")]
    [InlineData("The keys in none.pem cannot be read", "flights@2", "--keys", "none.pem")]
    [InlineData("The file none.yaml does not exist.", "flights@2", "--policy", "none.yaml")]
    [InlineData("'x' is no version.", "flights@x")]
    public async Task What_cannot_be_verified_says_why(string message, params string[] args)
    {
        Assert.Equal(1, await _platform.RunAsync(["models", "verify", .. args]));
        Assert.Contains(message, _platform.Error);
    }

    [Theory]
    [InlineData("backfill flights --from 2024-01 --reason why --as ana",
        "POST http://console.test/api/pipelines/flights/backfill k1 {\"reason\":\"why\",\"by\":\"ana\",\"from\":\"2024-01\"}",
        """{ "backfill": "b1", "datasets": [ { "name": "2024-01", "digest": "sha256:d", "files": 2, "bytes": 9, "closedAt": "2030-03-01T12:00:00Z" } ] }""")]
    [InlineData("backfill flights --to 2024-02 --dry-run", "GET http://console.test/api/pipelines/flights/datasets?to=2024-02 k1",
        """[ { "name": "2024-01", "digest": "sha256:d", "files": 2, "bytes": 9, "closedAt": "2030-03-01T12:00:00Z" } ]""")]
    public async Task A_backfill_asks_for_a_range_and_shows_it(string command, string request, string answer)
    {
        _platform.Answer = _ => (HttpStatusCode.OK, answer);

        Assert.Equal(0, await _platform.RunAsync(command.Split(' ')));

        Assert.Equal(request, Assert.Single(_platform.Requests));
        Assert.Contains("2024-01\t2\t9\t2030-03-01 12:00:00Z\tsha256:d", _platform.Output);
    }

    [Theory]
    [InlineData("taint flights --version 7 --reason why --as ana",
        "POST http://console.test/api/pipelines/flights/taint k1 {\"reason\":\"why\",\"by\":\"ana\",\"version\":7,\"lift\":false}",
        """{ "taint": "t1", "datasets": [ { "name": "2024-01", "digest": "sha256:d", "files": 2, "bytes": 9, "closedAt": "2030-03-01T12:00:00Z" } ] }""", "1 dataset marked")]
    [InlineData("taint flights --version 7 --dry-run", "GET http://console.test/api/pipelines/flights/datasets?version=7&every=true k1",
        """[ { "name": "2024-01", "digest": "sha256:d", "files": 2, "bytes": 9, "closedAt": "2030-03-01T12:00:00Z", "tainted": "ana: why" } ]""", "ana: why")]
    public async Task Data_is_marked_by_the_version_that_served_when_it_landed(string command, string request, string answer, string shown)
    {
        _platform.Answer = _ => (HttpStatusCode.OK, answer);

        Assert.Equal(0, await _platform.RunAsync(command.Split(' ')));

        Assert.Equal(request, Assert.Single(_platform.Requests));
        Assert.Contains("2024-01\t2\t9\t2030-03-01 12:00:00Z\tsha256:d", _platform.Output);
        Assert.Contains(shown, _platform.Output);
    }

    [Theory]
    [InlineData("taint flights --reason why")]
    [InlineData("taint flights --version 7")]
    public async Task A_mark_without_data_or_reason_is_not_asked_for(string command)
    {
        Assert.Equal(1, await _platform.RunAsync(command.Split(' ')));
        Assert.Empty(_platform.Requests);
    }

    [Theory]
    [InlineData("null", "null", 0)]
    [InlineData("\"spec.maxFirstWeight: 'many' cannot be read here.\"", "null", 1)]
    [InlineData("null", "\"branch main was rewritten\"", 1)]
    public async Task Documents_from_Git_are_listed_and_what_was_refused_fails(string refused, string problem, int code)
    {
        _platform.Answer = _ => (HttpStatusCode.OK, $$"""
            { "tip": "c1", "at": "2030-03-01T12:00:00Z", "problem": {{problem}}, "documents": [ { "path": "landfall/policy.yaml", "content": "sha256:c",
              "commit": "0123456789abcdef", "by": "Ana <ana@example.com>", "at": "2030-03-01T12:00:45Z", "kind": "DeliveryPolicy", "name": "standard",
              "digest": null, "problem": {{refused}} } ] }
            """);

        Assert.Equal(code, await _platform.RunAsync("pipeline", "git"));

        Assert.Contains("landfall/policy.yaml\tDeliveryPolicy standard\t0123456789ab\tAna <ana@example.com>\t2030-03-01 12:00:45Z", _platform.Output);
        if (refused != "null")
            Assert.Contains("✕ landfall/policy.yaml: spec.maxFirstWeight", _platform.Output);
        if (problem != "null")
            Assert.Contains("✕ nothing newer is taken: branch main was rewritten", _platform.Output);
    }

    [Theory]
    [InlineData("agree", 0, "✓ ")]
    [InlineData("moving", 0, "● ")]
    [InlineData("differ", 1, "✕ ")]
    [InlineData("unknown", 0, "? ")]
    public async Task Drift_between_the_three_is_told_and_fails(string state, int code, string mark)
    {
        _platform.Answer = _ => (HttpStatusCode.OK, $$"""
            { "state": "{{state}}", "explanation": "In the cluster v5 has all traffic.", "git": "it says flights v6",
              "registry": { "model": "flights", "number": 6, "digest": "sha256:6", "serverImage": "s", "statementDigest": "d" },
              "cluster": null, "clusterSeenAt": "2030-03-01T12:00:00Z" }
            """);

        Assert.Equal(code, await _platform.RunAsync("models", "drift", "flights"));

        Assert.Equal("GET http://console.test/api/models/flights/agreement k1", Assert.Single(_platform.Requests));
        Assert.Contains($"{mark}In the cluster v5 has all traffic.", _platform.Output);
        Assert.Contains("registry  flights v6", _platform.Output);
        Assert.Contains("cluster   nobody, read at 2030-03-01 12:00:00Z", _platform.Output);
    }

    [Fact]
    public async Task A_registered_version_is_asked_for_by_its_number_and_a_reason()
    {
        _platform.Answer = _ => (HttpStatusCode.Accepted, "{}");

        Assert.Equal(0, await _platform.RunAsync("models", "promote", "flights@3", "--reason", "v4 is wrong at night", "--as", "ada"));

        Assert.StartsWith("POST http://console.test/api/models/flights/versions/3/promote k1", Assert.Single(_platform.Requests), StringComparison.Ordinal);
        Assert.Contains("● flights@3 was asked for; follow it: landfall run show flights", _platform.Output);
        Assert.NotEqual(0, await _platform.RunAsync("models", "promote", "flights", "--reason", "why"));
        Assert.NotEqual(0, await _platform.RunAsync("models", "promote", "flights@3"));
        Assert.Single(_platform.Requests);
    }

    [Fact]
    public async Task A_backfill_without_a_reason_asks_for_none()
    {
        Assert.Equal(1, await _platform.RunAsync("backfill", "flights"));
        Assert.Empty(_platform.Requests);
    }

    [Fact]
    public async Task Only_what_waits_in_quarantine_is_listed_and_released()
    {
        var run = new Run("flights-1", "flights", new("sha256:d", "monthly/2024-01", "m", 2, 9), new("p", "e", "o"), new("data"), 1, At);
        var waiting = new RunStatus(run, [new("validated", StepState.Waiting)], At, WaitingFor: "a release until tomorrow", WaitingSince: At);
        var other = new RunStatus(run with { Id = "flights-2" }, [new("approved", StepState.Waiting)], At);
        _platform.Answer = asked => (HttpStatusCode.OK, asked.Method == HttpMethod.Get
            ? JsonSerializer.Serialize(new[] { waiting, other }, ContractsJson.Options) : "{}");

        Assert.Equal(0, await _platform.RunAsync("quarantine", "list"));
        Assert.Contains("flights-1\tmonthly/2024-01\t2030-03-01 12:00:00Z\ta release until tomorrow", _platform.Output);
        Assert.DoesNotContain("flights-2", _platform.Output);

        Assert.Equal(0, await _platform.RunAsync(
            "quarantine", "release", "flights-1", "--reason", "known", "--as", "anna", "--leave-out", "b.csv", "--leave-out", "c.csv"));
        Assert.Equal(
            "POST http://console.test/api/runs/flights-1/release k1 {\"reason\":\"known\",\"by\":\"anna\",\"leaveOut\":[\"b.csv\",\"c.csv\"]}",
            _platform.Requests[^1]);

        Assert.Equal(1, await _platform.RunAsync("quarantine", "refuse", "flights-2", "--reason", "why", "--as", "anna"));
        Assert.Contains("flights-2 is not in quarantine", _platform.Error);
    }

    private void Answers(object body) => _platform.Answer = _ => (HttpStatusCode.OK, JsonSerializer.Serialize(body, ContractsJson.Options));
}
