using System.Text;
using Landfall.Contracts;
using Landfall.Domain.Registry;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Functions.Console.Triggers;
using Landfall.Registry;
using Microsoft.AspNetCore.Http;

namespace Landfall.Functions.Tests.Console;

/// <summary>A registered version that a person asks for.</summary>
public sealed class PromotionsApiTests
{
    private const string Why = """{ "reason": "v4 is wrong at night", "by": "anna" }""";

    private readonly MemoryBlobStore blobs = new();
    private readonly FakeDurableTaskClient client = new();

    [Fact]
    public async Task It_is_passed_to_the_lane_with_the_run_that_made_it()
    {
        await Register(3);
        await Register(4);
        await Point(4);

        Assert.Equal(202, await Promote("flights", "3", Why));

        var (instance, signal, payload) = Assert.Single(client.Raised);
        Assert.Equal((Orchestrators.LaneId("flights"), Signals.Rerun), (instance, signal));
        var wish = Assert.IsType<RerunRequest>(payload);
        Assert.Equal(("flights-000000000003", "anna", "v4 is wrong at night", "version"), (wish.RunId, wish.By, wish.Reason, wish.Kind));
        Assert.Equal(Version(3), wish.Version);
        Assert.NotEmpty(wish.Occurrence!);
    }

    [Fact]
    public async Task Two_wishes_for_one_version_are_two_runs()
    {
        await Register(3);
        await Promote("flights", "3", Why);
        await Promote("flights", "3", Why);

        Assert.Equal(2, client.Raised.Select(raised => ((RerunRequest)raised.Payload!).Occurrence).Distinct().Count());
    }

    [Theory]
    [InlineData("flights", "3", """{ "by": "anna" }""", 400)]
    [InlineData("flights", "3", "nothing", 400)]
    [InlineData("flights", "9", Why, 404)]
    [InlineData("flights", "-3", Why, 404)]
    [InlineData("flights", "three", Why, 404)]
    [InlineData("../flights", "3", Why, 404)]
    [InlineData("flights", "4", Why, 409)]
    [InlineData("flights", "5", Why, 409)]
    public async Task What_cannot_be_brought_out_is_refused_at_once(string model, string number, string body, int status)
    {
        await Register(3);
        await Register(4);
        await Register(5);
        await Point(4);
        await blobs.CreateJson(
            Paths.Seal("flights", 5), new SealEntry(Version(5), "flights-000000000005", "more errors", DateTimeOffset.UnixEpoch), default);

        Assert.Equal(status, await Promote(model, number, body));
        Assert.Empty(client.Raised);
    }

    private async Task<int?> Promote(string model, string number, string body)
    {
        var http = new DefaultHttpContext();
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        var api = new PromotionsApi(new ModelRegistry(blobs, TimeProvider.System), TimeProvider.System, Doors.Open());
        var answer = await api.Promote(http.Request, model, number, client, default);
        return Assert.IsAssignableFrom<IStatusCodeHttpResult>(answer).StatusCode;
    }

    private Task Register(int number) => blobs.CreateJson(
        RegistryPaths.Marker("flights", number),
        new VersionRecord(Version(number), $"flights-{number:000000000000}", DateTimeOffset.UnixEpoch, "key", 1, 9), default);

    private Task Point(int number) => blobs.WriteJson(
        Paths.Alias("flights", "champion"), new AliasEntry(1, Version(number), null, "run", "no harm", DateTimeOffset.UnixEpoch), default);

    private static ModelVersionRef Version(int number) => new("flights", number, $"sha256:{number}", "server", $"sha256:s{number}");
}
