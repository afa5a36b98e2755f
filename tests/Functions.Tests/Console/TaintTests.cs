using System.Text;
using Landfall.Contracts;
using Landfall.Domain.Landing;
using Microsoft.AspNetCore.Http;

namespace Landfall.Functions.Tests.Console;

public sealed class TaintTests
{
    private readonly DatasetsBench bench = new();

    [Fact]
    public async Task A_range_is_passed_on_to_the_lane_with_every_content_of_its_folders()
    {
        await bench.Close("2024-02", digest: "sha256:older", day: 1);
        await bench.Close("2024-02", day: 2);
        await bench.Close("2024-03", day: 3);

        Assert.Equal(202, await Ask("""{ "reason": "v7 was wrong", "by": "anna", "to": "2024-02" }"""));

        var (instance, signal, payload) = Assert.Single(bench.Client.Raised);
        Assert.Equal((Orchestrators.LaneId("flights"), Signals.Taint), (instance, signal));
        var request = Assert.IsType<TaintRequest>(payload);
        Assert.Equal(["sha256:older", "sha256:2024-02"], request.Datasets);
        Assert.Equal((false, "anna", "v7 was wrong", null), (request.Lift, request.By, request.Reason, request.Run));
    }

    [Fact]
    public async Task A_version_means_what_landed_while_it_served_and_the_record_of_its_run()
    {
        var promoted = RunSamples.Promoted();
        var run = promoted.Status.Run with { Pipeline = "flights" };
        await bench.Tell(promoted with { Status = promoted.Status with { Run = run } });
        var first = promoted.Record.Entries.First(entry => entry.Fact.What == "traffic" && entry.Fact.Key != "traffic-0").Fact.At;
        await bench.Close("2024-01", at: first.AddDays(-1));
        await bench.Close("2024-02", at: first.AddDays(1));

        Assert.Equal(202, await Ask("""{ "reason": "why", "version": 7 }"""));

        var request = Assert.IsType<TaintRequest>(Assert.Single(bench.Client.Raised).Payload);
        Assert.Equal(("sha256:2024-02", run.Id), (Assert.Single(request.Datasets), request.Run));
    }

    [Fact]
    public async Task What_has_its_mark_is_not_asked_for_again_and_a_mark_can_be_taken_off()
    {
        await bench.Close("2024-01");
        await new TaintBook(bench.Blobs).Mark("flights", new("t1", ["sha256:2024-01"], Lift: false, "anna", "v7 was wrong"), DateTimeOffset.UnixEpoch, default);

        Assert.Equal(409, await Ask("""{ "reason": "again", "from": "2024-01" }"""));
        Assert.Empty(bench.Client.Raised);
        Assert.Equal(202, await Ask("""{ "reason": "labels came", "from": "2024-01", "lift": true }"""));
        Assert.True(Assert.IsType<TaintRequest>(Assert.Single(bench.Client.Raised).Payload).Lift);
        Assert.Contains("anna: v7 was wrong", await bench.List(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "reason": "why" }""", 400)]
    [InlineData("""{ "version": 7 }""", 400)]
    [InlineData("""{ "reason": "why", "version": 9 }""", 409)]
    [InlineData("""{ "reason": "why", "from": "2025" }""", 409)]
    [InlineData("""{ "reason": "why", "from": "2024-01", "lift": true }""", 409)]
    public async Task What_names_no_data_marks_nothing(string body, int status)
    {
        await bench.Close("2024-01");

        Assert.Equal(status, await Ask(body));
        Assert.Empty(bench.Client.Raised);
    }

    private async Task<int?> Ask(string body)
    {
        var http = new DefaultHttpContext();
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        var answer = await bench.Api.Taint(http.Request, "flights", bench.Client, default);
        return Assert.IsAssignableFrom<IStatusCodeHttpResult>(answer).StatusCode;
    }
}
