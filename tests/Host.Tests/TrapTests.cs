using System.Net;
using System.Net.Sockets;
using Landfall.Host.Tests.Handler;
using Landfall.Worker.Protobuf;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Host.Tests;

/// <summary>What was recorded to lose or to hold up runs behind the real host.</summary>
public sealed class TrapTests : IAsyncDisposable
{
    private readonly HostFixture _fixture = new();

    [Theory]
    [Trait("Protocol", "1.7")]
    [InlineData("empty")]
    [InlineData("hang")]
    public async Task An_answer_that_never_ends_fails_at_the_function_time_out(string how)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        _fixture.HostJson(""","functionTimeout":"00:05:00" """);
        await _fixture.Start(clock);
        var before = _fixture.Host.ProcessIds["Probe"];
        await _fixture.Hub.StartAsync("orch", $$"""{"do":"{{how}}"}""", "a");
        await Eventually.True(() => _fixture.Requests("act").Count == 1, "the activity is called");
        if (how == "empty") await Eventually.True(() => Logged("empty body"), "the host says so");
        await Eventually.True(
            () =>
            {
                if (Logged("ran longer than")) return true;   // from here on time stands still, or it would end the turn too
                clock.Advance(TimeSpan.FromMinutes(1));
                return false;
            },
            "the time-out");
        await _fixture.Hub.WaitForCompletionAsync("a");

        Assert.Equal(
            "Microsoft.Azure.WebJobs.Host.FunctionTimeoutException", _fixture.Hub.Get("a")!.FailureDetails.ErrorType);
        await Eventually.True(
            () => _fixture.Host.ProcessIds.TryGetValue("Probe", out var now) && now != before, "a new handler");
    }

    [Theory]
    [Trait("Protocol", "2.1")]
    [InlineData("")]
    [InlineData("plain text")]
    public async Task An_activity_input_that_is_no_json_fails_before_the_handler_is_called(string input)
    {
        await _fixture.Start();
        await _fixture.Hub.StartAsync("orch", input, "a");
        var failed = (await _fixture.Hub.WaitForCompletionAsync("a"))!.FailureDetails;

        Assert.Equal("Exception binding parameter 'input'", failed.InnerFailure.ErrorMessage);
        Assert.Empty(_fixture.Requests("act"));
    }

    [Fact]
    [Trait("Protocol", "1.4")]
    public async Task Ten_megabytes_go_from_an_activity_through_the_history_to_the_orchestrator_and_out()
    {
        const int size = 10_000_000;
        await _fixture.Start();
        await _fixture.Hub.StartAsync("orch", $$"""{"do":"large","size":{{size}}}""", "a");

        Assert.Equal(size + 2, (await _fixture.Hub.WaitForCompletionAsync("a"))!.Output?.Length);
    }

    [Fact]
    [Trait("Protocol", "1.3")]
    public async Task Work_waits_for_a_handler_that_is_slow_to_start()
    {
        var gate = _fixture.Settings[FakeHandler.GateFile] = _fixture.InState("gate");
        await _fixture.Start(ready: false);
        await _fixture.Hub.StartAsync("orch", """{"return":1}""", "a");
        await Eventually.True(() => _fixture.Host.ProcessIds.Count == 1, "the handler runs");

        Assert.False(_fixture.Host.ReadyAsync().IsCompleted);
        Assert.Equal(OrchestrationStatus.Pending, _fixture.Hub.Get("a")!.OrchestrationStatus);
        await File.WriteAllTextAsync(gate, "");
        Assert.Equal("1", (await _fixture.Hub.WaitForCompletionAsync("a"))!.Output);
    }

    [Fact]
    [Trait("Protocol", "1.3")]
    public async Task A_handler_that_cannot_have_its_port_is_started_on_another()
    {
        var ports = _fixture.Settings[FakeHandler.PortFile] = _fixture.InState("ports");
        await _fixture.Start();

        var tried = await File.ReadAllLinesAsync(ports);
        Assert.Equal(2, tried.Distinct().Count());
    }

    [Fact]
    [Trait("Protocol", "1.3")]
    public async Task An_app_whose_address_is_taken_says_which()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var refusal = await Assert.ThrowsAsync<IOException>(() => _fixture.Start(port: port));

        Assert.Contains($"App 'Probe' cannot listen on 127.0.0.1:{port}", refusal.Message);
        Assert.Contains("another port", refusal.Message);
    }

    [Fact]
    [Trait("Protocol", "1.3")]
    public async Task A_redeployment_in_the_middle_of_runs_loses_nothing_and_its_code_takes_what_comes_next()
    {
        var generation = _fixture.Settings[FakeHandler.GenerationFile] = _fixture.InState("generation");
        await File.WriteAllTextAsync(generation, "old");
        await _fixture.Start();
        var runs = Enumerable.Range(0, 30).Select(i => $"r{i}").ToList();
        foreach (var run in runs) await _fixture.Hub.StartAsync("orch", """{"do":"generation"}""", run);
        await Eventually.True(() => _fixture.Requests("act").Count > 0, "the first activity");
        await File.WriteAllTextAsync(generation, "new");
        await _fixture.Host.RestartAppAsync("Probe");
        await _fixture.Hub.StartAsync("orch", """{"do":"generation"}""", "after");

        Assert.Equal("\"new\"", (await _fixture.Hub.WaitForCompletionAsync("after"))!.Output);
        foreach (var run in runs)
            Assert.Contains((await _fixture.Hub.WaitForCompletionAsync(run))!.Output, new[] { "\"old\"", "\"new\"" });
    }

    [Fact]
    [Trait("Protocol", "1.3")]
    public async Task A_redeployment_brings_functions_and_takes_them_away_and_the_address_stays()
    {
        await _fixture.Start();
        var address = _fixture.App.Address;
        await _fixture.Hub.StartAsync("orch", """{"do":"hang"}""", "under way");
        await Eventually.True(() => _fixture.Requests("act").Count == 1, "the activity is called");
        await _fixture.Hub.StartAsync("later", "null", "waits");   // no app has it yet
        _fixture.Add("more", """{"type":"httpTrigger","direction":"in","name":"req","route":"more/{x}","authLevel":"anonymous"},{"type":"http","direction":"out","name":"res"}""");
        _fixture.Add("orch", """{"type":"orchestrationTrigger","direction":"in","name":"context","orchestration":"later"}""");
        Directory.Delete(Path.Combine(_fixture.Root, "plain"), recursive: true);

        await _fixture.Host.RestartAppAsync("Probe");

        Assert.Equal(address, _fixture.App.Address);
        Assert.Equal(418, (int)(await _fixture.Http.GetAsync(new Uri(address, "api/more/1"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _fixture.Http.GetAsync(new Uri(address, "api/plain/1"))).StatusCode);
        Assert.NotNull(await _fixture.Hub.WaitForCompletionAsync("waits"));
        await Eventually.True(() => _fixture.Requests("act").Count >= 2, "the activity that was under way is called again");
    }

    [Fact]
    [Trait("Protocol", "1.3")]
    public async Task A_redeployment_that_cannot_be_read_is_refused_and_the_app_goes_on()
    {
        await _fixture.Start();
        _fixture.Add("broken", """{"direction":"in"}""");

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => _fixture.Host.RestartAppAsync("Probe"));

        Assert.Contains("broken", refusal.Message);
        Assert.Equal(418, (int)(await _fixture.Http.GetAsync(new Uri(_fixture.App.Address, "api/plain/1"))).StatusCode);
    }

    private bool Logged(string text)
    {
        lock (_fixture.Log) return _fixture.Log.Any(line => line.Text.Contains(text, StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();
}
