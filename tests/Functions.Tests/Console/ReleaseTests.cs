using System.Text;
using Landfall.Contracts;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Functions.Console.Runs;
using Landfall.Functions.Console.Triggers;
using Landfall.Functions.Tests.Record;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Functions.Tests.Console;

public sealed class ReleaseTests
{
    private readonly MemoryBlobStore blobs = new();
    private readonly FakeDurableTaskClient client = new();

    public ReleaseTests()
    {
        client.Add(Orchestrators.ModelDelivery, RecordFixture.RunId, RunSamples.Quarantined().Status);
        var dataset = RecordFixture.Run.Dataset;
        var landings = new[] { "monthly/2001-03/a.csv", "monthly/2001-03/b.csv", "monthly/2001-03/old/b.csv" }
            .Select(name => new Landing(name, 10, new string('0', 64), "1")).ToList();
        blobs.CreateJson(
            Paths.Dataset("flights-delay", dataset.Digest),
            new DatasetManifest("flights-delay", dataset.Name, dataset.Digest, "flights", landings, RecordFixture.Now), default).Wait();
    }

    [Theory]
    [InlineData("anna", 202)]
    [InlineData("Anna@example.com", 202)]
    [InlineData("ben", 403)]
    [InlineData("somebody", 403)]
    public async Task Only_who_may_decide_about_the_model_may_let_its_data_pass(string by, int status)
    {
        Assert.Equal(status, Status(await Release($$"""{ "reason": "known", "by": "{{by}}" }""")));
        Assert.Equal(status == 202 ? 1 : 0, client.Raised.Count);
    }

    [Fact]
    public async Task Nobody_may_without_a_name() =>
        Assert.Equal(403, Status(await Release("""{ "reason": "known" }""")));

    [Fact]
    public async Task Files_are_left_out_by_the_end_of_their_names()
    {
        Assert.Equal(202, Status(await Release("""{ "reason": "b is broken", "by": "anna", "leaveOut": ["2001-03/b.csv"] }""")));

        var release = Assert.IsType<QuarantineRelease>(Assert.Single(client.Raised).Payload);
        Assert.Equal(["monthly/2001-03/b.csv"], release.LeaveOut);
    }

    [Theory]
    [InlineData("\"b.csv\"")]                                                        // two files end like this
    [InlineData("\"c.csv\"")]
    [InlineData("\"a.csv\", \"2001-03/b.csv\", \"old/b.csv\"")]                    // nothing would be left
    public async Task What_cannot_be_left_out_is_not_passed_on(string files)
    {
        Assert.Equal(422, Status(await Release($$"""{ "reason": "why", "by": "anna", "leaveOut": [{{files}}] }""")));
        Assert.Empty(client.Raised);
    }

    private Task<IResult> Release(string body)
    {
        var http = new DefaultHttpContext();
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        var commands = new RunCommands(
            new ReleaseDesk(PinnedSamples.Pinned, blobs), PinnedSamples.Steering(blobs), NullLogger<RunCommands>.Instance);
        return new CommandsApi(new RunDirectory(blobs), commands, Doors.Open()).Release(http.Request, RecordFixture.RunId, client, default);
    }

    private static int? Status(IResult answer) => Assert.IsAssignableFrom<IStatusCodeHttpResult>(answer).StatusCode;
}
