using System.Text;
using Landfall.Contracts;
using Landfall.Fakes;
using Landfall.Functions.Console.Runs;
using Landfall.Functions.Console.Triggers;
using Landfall.Functions.Tests.Record;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Functions.Tests.Console;

/// <summary>What may be asked of a rollout over HTTP.</summary>
public sealed class CommandsApiTests
{
    private readonly FakeDurableTaskClient client = new();

    public CommandsApiTests()
    {
        client.Add(Orchestrators.ModelDelivery, RecordFixture.RunId, RunSamples.Quarantined().Status);
        client.Add(Orchestrators.ProgressiveRollout, Orchestrators.RolloutId(RecordFixture.RunId));
    }

    [Theory]
    [InlineData("""{"control":"Skip","by":"ada","reason":"seen enough"}""", RolloutControl.Skip, null)]
    [InlineData("""{"control":"Promote","by":"ada","reason":"seen enough"}""", RolloutControl.Promote, null)]
    [InlineData("""{"control":"SetWeight","by":"ada","reason":"seen enough","weight":30}""", RolloutControl.SetWeight, 30)]
    public async Task A_command_reaches_the_rollout_as_it_was_asked(string body, RolloutControl control, int? weight)
    {
        await Control(body);

        var (instance, signal, payload) = Assert.Single(client.Raised);
        Assert.Equal((Orchestrators.RolloutId(RecordFixture.RunId), Signals.Control), (instance, signal));
        Assert.Equal(new RolloutCommand(control, "ada", "seen enough", weight), payload);
    }

    [Theory]
    [InlineData("""{"control":"SetWeight","by":"ada"}""")]
    [InlineData("""{"control":"SetWeight","by":"ada","weight":0}""")]
    [InlineData("""{"control":"SetWeight","by":"ada","weight":100}""")]
    [InlineData("""{"control":"Pause","by":"ada","weight":30}""")]
    [InlineData("""{"control":"Supersede","by":"ada"}""")]
    [InlineData("""{"control":"Decided","by":"flights-0123456789ab-approval-step-3"}""")]
    [InlineData("""{"control":"NotAsked","by":"flights-0123456789ab-approval-step-3"}""")]
    [InlineData("""{"control":"Explode","by":"ada"}""")]
    [InlineData("""{"control":"Pause"}""")]
    [InlineData("nothing")]
    public async Task What_is_no_command_is_refused_and_passed_on_to_nobody(string body)
    {
        var answer = await Control(body);

        Assert.Equal(400, Assert.IsAssignableFrom<IStatusCodeHttpResult>(answer).StatusCode);
        Assert.Empty(client.Raised);
    }

    private Task<IResult> Control(string body)
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        var blobs = new MemoryBlobStore();
        var commands = new RunCommands(
            new ReleaseDesk(PinnedSamples.Pinned, blobs), PinnedSamples.Steering(blobs), NullLogger<RunCommands>.Instance);
        var api = new CommandsApi(new RunDirectory(blobs), commands, Doors.Open());
        return api.Control(context.Request, RecordFixture.RunId, client, CancellationToken.None);
    }
}
