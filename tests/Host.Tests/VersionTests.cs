using Grpc.Net.Client;
using Landfall.Local.Host.Apps;
using Landfall.Worker;
using Landfall.Worker.Protobuf;

namespace Landfall.Host.Tests;

/// <summary>Which instances an app takes, and which deployments would strand some.</summary>
public sealed class VersionTests : IAsyncDisposable
{
    private readonly HostFixture _fixture = new();

    [Theory]
    [Trait("Protocol", "4.11")]
    [InlineData(null, null, "", true)]
    [InlineData(null, null, "1.0", false)]
    [InlineData("1.0", null, "", true)]
    [InlineData("1.0", null, "1.0", true)]
    [InlineData("1.9", null, "1.10", false)]
    [InlineData("1.10", "CurrentOrOlder", "1.9", true)]
    [InlineData("2.0", "Strict", "1.0", false)]
    [InlineData("2.0", "strict", "2.0", true)]
    [InlineData("2.0", "None", "3.0", true)]
    public void An_app_takes_what_its_version_rule_says(string? version, string? match, string instance, bool taken)
    {
        var rule = VersionRule.Read(new System.Text.Json.Nodes.JsonObject
        {
            ["defaultVersion"] = version,
            ["versionMatchStrategy"] = match,
        });

        Assert.Equal(taken, rule.Fits(instance));
    }

    [Fact]
    [Trait("Protocol", "4.11")]
    public async Task A_version_without_a_default_version_stays_pending_and_holds_up_nobody()
    {
        await _fixture.Start();
        await _fixture.Hub.StartAsync(new CreateInstanceRequest { Name = "orch", InstanceId = "versioned", Version = "1.0" });
        await _fixture.Hub.StartAsync("orch", """{"return":1}""", "plain");

        Assert.Equal("1", (await _fixture.Hub.WaitForCompletionAsync("plain"))!.Output);
        Assert.Equal(OrchestrationStatus.Pending, _fixture.Hub.Get("versioned")!.OrchestrationStatus);
        Assert.Equal(2, _fixture.Requests("orch").Count);   // the turns of the other one
    }

    [Fact]
    [Trait("Protocol", "4.11")]
    public async Task An_instance_that_the_rule_fails_ends_with_the_reason()
    {
        _fixture.HostJson(Durable("\"defaultVersion\":\"1.0\",\"versionFailureStrategy\":\"Fail\""));
        await _fixture.Start();
        await _fixture.Hub.StartAsync(new CreateInstanceRequest { Name = "orch", InstanceId = "newer", Version = "2.0" });

        var failed = (await _fixture.Hub.WaitForCompletionAsync("newer"))!.FailureDetails;
        Assert.Equal("VersionMismatch", failed.ErrorType);
        Assert.Contains("up to version '1.0'", failed.ErrorMessage);
    }

    [Fact]
    [Trait("Protocol", "4.11")]
    public async Task A_deployment_below_the_newest_live_version_is_refused_with_the_runs()
    {
        _fixture.HostJson(Durable("\"defaultVersion\":\"2.0\""));
        await _fixture.Start();
        using var channel = GrpcChannel.ForAddress(_fixture.Host.TaskHubAddress);
        await GrpcDurableTaskClient.Connect(channel, "RigHub").ScheduleNewOrchestrationInstanceAsync(
            "orch", new { @do = "hang" }, new StartOrchestrationOptions("alive"));
        await _fixture.Hub.WaitForStartAsync("alive");
        Assert.Equal("2.0", _fixture.Hub.Get("alive")!.Version);

        _fixture.HostJson(Durable("\"defaultVersion\":\"1.0\""));
        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => _fixture.Host.RestartAppAsync("Probe"));
        Assert.Contains("alive (orch 2.0, Running)", refusal.Message);
        await _fixture.Stop();
        await Assert.ThrowsAsync<InvalidDataException>(() => _fixture.Start());

        _fixture.HostJson(Durable("\"defaultVersion\":\"2.1\""));
        await _fixture.Stop();
        await _fixture.Start();
        Assert.Equal(OrchestrationStatus.Running, _fixture.Hub.Get("alive")!.OrchestrationStatus);
    }

    private static string Durable(string settings) => $$$""","extensions":{"durableTask":{{{{settings}}}}}""";

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();
}
