using System.Net;
using System.Text.Json;
using Landfall.Contracts;

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
        Answers(JsonSerializer.Serialize(new[] { Waiting }, ContractsJson.Options));

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
        Answers(JsonSerializer.Serialize(Waiting, ContractsJson.Options));

        Assert.Equal(0, await _platform.RunAsync("run", "show", "flights-delay-3f9a1c000000"));

        var lines = _platform.Output.Split('\n');
        Assert.Equal("flights-delay-3f9a1c000000  ▲ waiting", lines[0]);
        Assert.Equal("waiting for 1 of ml-leads", lines[1]);
        Assert.StartsWith(" ✓ landed       3 files", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("0.4 s", lines[2], StringComparison.Ordinal);
        Assert.Equal(" ▲ approved", lines[3]);
        Assert.Equal("Approval: a-1", lines[4]);
    }

    [Fact]
    public async Task A_text_of_the_platform_cannot_steer_the_terminal()
    {
        var run = Waiting with { WaitingFor = "\u001b[31mred\nsecond line" };
        Answers(JsonSerializer.Serialize(run, ContractsJson.Options));
        Assert.Equal(0, await _platform.RunAsync("run", "show", "x"));
        Assert.DoesNotContain('\u001b', _platform.Output);
    }

    [Theory]
    [InlineData("run cancel r/1 --reason why",
        "POST http://console.test/api/runs/r%2F1/cancel k1 {\"reason\":\"why\"}")]
    [InlineData("rerun r1 --reason why", "POST http://console.test/api/runs/r1/rerun k1 {\"reason\":\"why\"}")]
    [InlineData("rollback m --reason why", "POST http://console.test/api/models/m/rollback k1 {\"reason\":\"why\"}")]
    [InlineData("approve a-1 --as anna", "POST http://approve.test/api/approvals/a-1/decisions k2 "
        + "{\"decision\":\"approve\",\"person\":\"anna\",\"comment\":\"\"}")]
    [InlineData("reject a-1 --as bo --comment no", "POST http://approve.test/api/approvals/a-1/decisions k2 "
        + "{\"decision\":\"reject\",\"person\":\"bo\",\"comment\":\"no\"}")]
    public async Task A_command_asks_its_route(string command, string request)
    {
        Assert.Equal(0, await _platform.RunAsync(command.Split(' ')));
        Assert.Equal(request, Assert.Single(_platform.Requests));
    }

    [Fact]
    public async Task A_platform_without_the_command_is_told_apart_from_one_that_is_down()
    {
        _platform.Answer = _ => (HttpStatusCode.NotFound, "");
        Assert.Equal(1, await _platform.RunAsync("rollback", "m"));
        Assert.Contains("does not know POST /api/models/m/rollback", _platform.Error, StringComparison.Ordinal);

        _platform.Answer = _ => throw new HttpRequestException("Connection refused");
        Assert.Equal(2, await _platform.RunAsync("rollback", "m"));
        Assert.Contains("cannot be reached: Connection refused", _platform.Error, StringComparison.Ordinal);
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

    private void Answers(string body) => _platform.Answer = _ => (HttpStatusCode.OK, body);
}
