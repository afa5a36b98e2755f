using System.Net;
using System.Text.Json.Nodes;
using Landfall.Local.Gateway;

namespace Landfall.Gateway.Tests.Forwarding;

public sealed class MirrorTests
{
    [Fact]
    public async Task Copies_the_request_with_its_id_and_changes_nothing_of_the_answer()
    {
        await using var fixture = await GatewayFixture.StartAsync(Mirrored());
        fixture.Candidate.Before = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };

        using var response = await fixture.Http.PostAsync("/v2/models/flights/infer?a=b", new StringContent("rows"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("champion:rows", await response.Content.ReadAsStringAsync());
        await Eventually.True(() => fixture.Candidate.Requests.Count == 1, "the copy");
        var (primary, copy) = (fixture.Champion.Requests.Single(), fixture.Candidate.Requests.Single());
        Assert.Equal((primary.Method, primary.Path, primary.Body), (copy.Method, copy.Path, copy.Body));
        Assert.Equal(primary.Headers["x-request-id"], copy.Headers["x-request-id"]);
        Assert.Equal("step-0", copy.Headers["x-landfall-stratum"]);
        Assert.Equal("true", copy.Headers["x-landfall-mirror"]);
        Assert.DoesNotContain("x-landfall-mirror", primary.Headers.Keys);
    }

    [Fact]
    public async Task Answers_while_the_mirror_hangs_and_drops_copies_over_the_limit()
    {
        await using var fixture = await GatewayFixture.StartAsync(
            Mirrored(), new GatewayOptions { MostMirrorsInFlight = 2 });
        var go = new TaskCompletionSource();
        fixture.Candidate.Before = _ => go.Task;

        for (var n = 0; n < 10; n++)
            Assert.Equal("champion:", await fixture.GetAsync());

        await Eventually.True(async () => await Mirrors(fixture, "dropped_busy") == 8, "eight dropped copies");
        go.SetResult();
        await Eventually.True(async () => await Mirrors(fixture, "sent") == 2, "two copies sent");
    }

    [Fact]
    public async Task Counts_bodies_that_are_too_large_to_copy_and_serves_them()
    {
        await using var fixture = await GatewayFixture.StartAsync(
            Mirrored(), new GatewayOptions { LargestMirroredBody = 1000 });
        var large = new string('x', 5000);
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(large) };
        chunked.Headers.TransferEncodingChunked = true;

        using var announced = await fixture.Http.PostAsync("/", new StringContent(large));
        using var streamed = await fixture.Http.SendAsync(chunked);

        Assert.Equal($"champion:{large}", await announced.Content.ReadAsStringAsync());
        Assert.Equal($"champion:{large}", await streamed.Content.ReadAsStringAsync());
        await Eventually.True(async () => await Mirrors(fixture, "dropped_large") == 2, "both were counted");
        Assert.Empty(fixture.Candidate.Requests);
    }

    [Theory]
    [InlineData(""" "percent": 25 """)]
    [InlineData(""" "fraction": { "numerator": 1, "denominator": 4 } """)]
    public async Task Copies_the_part_that_the_route_asks_for(string part)
    {
        await using var fixture = await GatewayFixture.StartAsync(
            Mirrored($$"""{ "backendRef": { "name": "candidate", "port": 80 }, {{part}} }"""));

        for (var n = 0; n < 400; n++)
            Assert.Equal("champion:", await fixture.GetAsync());
        await Eventually.True(
            async () => await Mirrors(fixture, "sent") == fixture.Candidate.Requests.Count, "no copy under way");

        // Four standard deviations around 100 of 400: sqrt(400 * 0.25 * 0.75) = 8.7.
        Assert.InRange(fixture.Candidate.Requests.Count, 65, 135);
    }

    private static Task<long> Mirrors(GatewayFixture fixture, string result) => fixture.MetricAsync(
        $"mirror_total{{route=\"models/flights\",backend=\"candidate:80\",result=\"{result}\"}}");

    private static JsonObject Mirrored(string mirror = """{ "backendRef": { "name": "candidate", "port": 80 } }""") =>
        Cluster.Route(
            $$"""
            [{ "filters": [
                 { "type": "RequestHeaderModifier", "requestHeaderModifier": {
                   "set": [{ "name": "x-landfall-stratum", "value": "step-0" }] } },
                 { "type": "RequestMirror", "requestMirror": {{mirror}} }],
               "backendRefs": [{ "name": "champion", "port": 80 }] }]
            """);
}
