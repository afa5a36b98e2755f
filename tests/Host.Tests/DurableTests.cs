using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Landfall.Worker.Protobuf;

namespace Landfall.Host.Tests;

public sealed class DurableTests : IAsyncLifetime
{
    private readonly HostFixture _fixture = new();

    public async ValueTask InitializeAsync() => await _fixture.Start();

    [Theory]
    [Trait("Protocol", "2.1")]
    [InlineData("\"just a string\"", "\"just a string\"")]
    [InlineData("42", "42")]
    [InlineData("null", null)]
    [InlineData("""{"a":{"b":[1,2]}}""", """{"a":{"b":[1,2]}}""")]
    [InlineData("\"aGVsbG8=\"", "\"aGVsbG8=\"")]
    public async Task An_activity_result_reaches_the_orchestrator_as_recorded(string returned, string? result)
    {
        var state = await Run($$"""{"return":{{returned}}}""");
        Assert.Equal(OrchestrationStatus.Completed, state.OrchestrationStatus);
        Assert.Equal(result, state.Output);
    }

    [Fact]
    [Trait("Protocol", "2.1")]
    public async Task An_activity_is_called_with_the_recorded_body()
    {
        await Run("""{"m":"string"}""");
        var ours = JsonNode.Parse(_fixture.Requests("act").Single()["body"]!.GetValue<string>())!;
        var recorded = Recordings.Read("07-failures", "act2", _ => true);
        Assert.Equal(recorded["Data"]!.ToJsonString(), ours["Data"]!.ToJsonString());
        Assert.Equal(Recordings.Shape(recorded["Metadata"]!), Recordings.Shape(ours["Metadata"]!));
        foreach (var key in (string[])["input", "data", "m"])
            Assert.Equal(recorded["Metadata"]![key]!.ToJsonString(), ours["Metadata"]![key]!.ToJsonString());
    }

    [Fact]
    [Trait("Protocol", "3.4")]
    public async Task A_turn_is_sent_with_the_recorded_fields()
    {
        await Run("""{"return":1}""");
        var recorded = Turn(Recordings.Read("04-orchestration-all-features", "orch", _ => true));
        var ours = Turn(JsonNode.Parse(_fixture.Requests("orch")[0]["body"]!.GetValue<string>())!);
        Assert.Null(ours.ExecutionId);
        Assert.Equal(recorded.Properties, ours.Properties);
        Assert.Equal(recorded.EntityParameters, ours.EntityParameters);
        Assert.Equal(
            recorded.NewEvents.Select(e => (e.EventTypeCase, e.EventId)),
            ours.NewEvents.Select(e => (e.EventTypeCase, e.EventId)));

        static OrchestratorRequest Turn(JsonNode body) => OrchestratorRequest.Parser.ParseFrom(
            Convert.FromBase64String(JsonNode.Parse(body["Data"]!["context"]!.GetValue<string>())!.GetValue<string>()));
    }

    [Fact]
    [Trait("Protocol", "2.3")]
    public async Task A_failing_activity_gives_the_recorded_details()
    {
        var failed = (await Run("""{"do":"fail"}""")).FailureDetails;
        Assert.Equal("Microsoft.Azure.WebJobs.Host.FunctionInvocationException", failed.ErrorType);
        Assert.Equal("Exception while executing function: Functions.act", failed.ErrorMessage);
        Assert.Equal("System.Net.Http.HttpRequestException", failed.InnerFailure.ErrorType);
        Assert.Equal(
            "Response status code does not indicate success: 500 (Internal Server Error).",
            failed.InnerFailure.ErrorMessage);
    }

    [Fact]
    [Trait("Protocol", "1.8")]
    public async Task A_body_that_is_no_envelope_travels_in_the_inner_failure()
    {
        var failed = (await Run("""{"do":"text"}""")).FailureDetails.InnerFailure;
        Assert.Equal("System.InvalidOperationException", failed.ErrorType);
        Assert.StartsWith(
            "Invalid HttpResponseMessage:\nStatusCode: 200, ReasonPhrase: 'OK'", failed.ErrorMessage,
            StringComparison.Ordinal);
        Assert.EndsWith("}\n not json at all", failed.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Protocol", "1.3")]
    public async Task A_handler_that_dies_is_started_again_and_the_activity_is_retried()
    {
        var before = _fixture.Host.ProcessIds["Probe"];
        var state = await Run("""{"do":"crash once","return":7}""");
        Assert.Equal("7", state.Output);
        Assert.NotEqual(before, _fixture.Host.ProcessIds["Probe"]);
        Assert.Equal(2, _fixture.Requests("act").Count);
    }

    [Fact]
    [Trait("Protocol", "5.2")]
    public async Task Kill_minus_nine_between_turns_loses_nothing()
    {
        var id = await _fixture.Hub.StartAsync("orch", """{"return":1}""");
        using (var handler = Process.GetProcessById(_fixture.Host.ProcessIds["Probe"])) handler.Kill();
        var state = await _fixture.Hub.WaitForCompletionAsync(id).WaitAsync(TimeSpan.FromSeconds(90));
        Assert.Equal("1", state!.Output);
    }

    [Fact]
    [Trait("Protocol", "5.2")]
    public async Task Work_started_before_the_host_was_closed_runs_after_it_opens_again()
    {
        await _fixture.Host.DisposeAsync();
        var id = await _fixture.Hub.StartAsync("orch", """{"return":1}""");
        await _fixture.Hub.DisposeAsync();
        await _fixture.Start();
        var state = await _fixture.Hub.WaitForCompletionAsync(id).WaitAsync(TimeSpan.FromSeconds(90));
        Assert.Equal("1", state!.Output);
    }

    [Fact]
    [Trait("Protocol", "1.3")]
    public async Task Stopping_leaves_no_process_behind()
    {
        var id = _fixture.Host.ProcessIds["Probe"];
        await _fixture.Host.DisposeAsync();
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
    }

    [Fact]
    [Trait("Protocol", "1.3")]
    public async Task A_restart_on_purpose_keeps_address_and_keys()
    {
        var (address, before) = (_fixture.App.Address, _fixture.Host.ProcessIds["Probe"]);
        await _fixture.Host.RestartAppAsync("Probe");
        await Eventually.True(
            () => _fixture.Host.ProcessIds.TryGetValue("Probe", out var now) && now != before, "a new process");
        await _fixture.Host.ReadyAsync();
        Assert.Equal(address, _fixture.App.Address);
        Assert.Equal("5", (await Run("""{"return":5}""")).Output);
    }

    [Fact]
    [Trait("Protocol", "7")]
    public async Task The_management_api_answers_as_recorded()
    {
        var root = new Uri(_fixture.App.Address, "runtime/webhooks/durabletask/");
        var code = $"code={_fixture.App.Keys.DurableTask}";
        var http = _fixture.Http;
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync($"{root}instances/x")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"{root}instances/x?{code}")).StatusCode);

        using var started = await http.PostAsJsonAsync($"{root}orchestrators/orch/a?{code}", new { @return = 3 });
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        var check = (await started.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal(
            ["id", "statusQueryGetUri", "sendEventPostUri", "terminatePostUri", "purgeHistoryDeleteUri",
                "restartPostUri", "suspendPostUri", "resumePostUri"],
            check.Select(p => p.Key));
        await _fixture.Hub.WaitForCompletionAsync("a");
        using var status = await http.GetAsync(check["statusQueryGetUri"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, status.StatusCode);
        var shown = (await status.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal("Completed", shown["runtimeStatus"]!.GetValue<string>());
        Assert.Equal(3, shown["output"]!.GetValue<int>());

        using var over = await http.PostAsJsonAsync($"{root}instances/a/raiseEvent/go?{code}", 1);
        Assert.Equal(HttpStatusCode.Gone, over.StatusCode);
        using var rewound = await http.PostAsync(new Uri($"{root}instances/a/rewind?reason=again&{code}"), null);
        Assert.Equal(HttpStatusCode.Gone, rewound.StatusCode);
        using var listed = await http.GetAsync($"{root}instances?{code}&runtimeStatus=Completed");
        Assert.Single((await listed.Content.ReadFromJsonAsync<JsonArray>())!);
        using var purged = await http.DeleteAsync($"{root}instances/a?{code}");
        Assert.Equal("""{"instancesDeleted":1}""", await purged.Content.ReadAsStringAsync());
        using var waited = await http.PostAsJsonAsync(
            $"{root}orchestrators/orch/b?{code}&timeout=20", new { @return = 4 });
        Assert.Equal("4", await waited.Content.ReadAsStringAsync());
    }

    [Fact]
    [Trait("Protocol", "7")]
    public async Task A_failed_instance_is_rewound_over_the_management_api()
    {
        await _fixture.Hub.StartAsync("orch", """{"do":"fail"}""", "a");
        await _fixture.Hub.WaitForCompletionAsync("a").WaitAsync(TimeSpan.FromSeconds(60));

        var root = new Uri(_fixture.App.Address, "runtime/webhooks/durabletask/");
        using var rewound = await _fixture.Http.PostAsync(
            new Uri($"{root}instances/a/rewind?reason=again&code={_fixture.App.Keys.DurableTask}"), null);
        Assert.Equal(HttpStatusCode.Accepted, rewound.StatusCode);
        await _fixture.Hub.WaitForCompletionAsync("a").WaitAsync(TimeSpan.FromSeconds(60));

        var history = _fixture.Hub.ReadHistory("a");
        Assert.Equal("again", Assert.Single(history, e => e.ExecutionRewound is not null).ExecutionRewound.Reason);
    }

    private async Task<OrchestrationState> Run(string input)
    {
        var id = await _fixture.Hub.StartAsync("orch", input);
        return (await _fixture.Hub.WaitForCompletionAsync(id).WaitAsync(TimeSpan.FromSeconds(90)))!;
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();
}
