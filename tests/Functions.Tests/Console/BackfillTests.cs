using System.Text;
using Landfall.Contracts;
using Microsoft.AspNetCore.Http;

namespace Landfall.Functions.Tests.Console;

public sealed class BackfillTests
{
    private readonly DatasetsBench bench = new();

    public BackfillTests()
    {
        foreach (var month in new[] { "2024-01", "2024-02", "2024-03" })
            bench.Close(month).Wait();
    }

    [Fact]
    public async Task A_range_is_passed_on_to_the_lane_with_who_and_why()
    {
        var answer = await Ask("flights", """{ "reason": "new label", "by": "anna", "from": "2024-02" }""");

        Assert.Equal(202, Status(answer));
        var (instance, signal, payload) = Assert.Single(bench.Client.Raised);
        Assert.Equal((Orchestrators.LaneId("flights"), Signals.Backfill), (instance, signal));
        var request = Assert.IsType<BackfillRequest>(payload);
        Assert.Equal(("2024-02", null, "anna", "new label"), (request.From, request.To, request.By, request.Reason));
        Assert.NotEmpty(request.Id);
    }

    [Theory]
    [InlineData("flights", """{ "reason": "why", "from": "2025" }""", 409)]
    [InlineData("flights", """{ "from": "2024-01" }""", 400)]
    [InlineData("flights", "no json", 400)]
    [InlineData("flights", """{ "reason": "why", "version": 7 }""", 400)]
    [InlineData("trains", """{ "reason": "why" }""", 404)]
    public async Task What_names_no_data_starts_nothing(string pipeline, string body, int status)
    {
        Assert.Equal(status, Status(await Ask(pipeline, body)));
        Assert.Empty(bench.Client.Raised);
    }

    private Task<IResult> Ask(string pipeline, string body)
    {
        var http = new DefaultHttpContext();
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return bench.Api.Backfill(http.Request, pipeline, bench.Client, default);
    }

    private static int? Status(IResult answer) => Assert.IsAssignableFrom<IStatusCodeHttpResult>(answer).StatusCode;
}
