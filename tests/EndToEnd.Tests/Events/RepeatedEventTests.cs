using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Landfall.Contracts;
using Landfall.EndToEnd.Tests.Platform;

namespace Landfall.EndToEnd.Tests.Events;

/// <summary>Event Grid promises at least once and no order: what it may do, it does here.</summary>
[Collection(PlatformTests.Name)]
public sealed class RepeatedEventTests(SharedPlatform shared)
{
    private const string Pipeline = "again";

    private readonly LandfallPlatform platform = shared.Platform;

    [Fact]
    public async Task One_event_five_times_out_of_order_and_a_day_later_starts_exactly_one_run()
    {
        await platform.Runs.Apply(Pipeline, Toys.Pipeline(Pipeline));
        await platform.Runs.Land(Pipeline, "day-1");
        var now = DateTimeOffset.Parse("2026-03-01T10:00:00Z", CultureInfo.InvariantCulture);

        // The marker's event before and after that of the data, each five times in all.
        foreach (var blob in new[] { "_SUCCESS", "rows.csv", "_SUCCESS", "rows.csv" })
            await Task.WhenAll(Deliver(blob, now), Deliver(blob, now));
        await Task.WhenAll(Deliver("_SUCCESS", now), Deliver("rows.csv", now));

        await platform.Runs.Approve(Pipeline, "day-1");
        var run = await platform.Runs.Ends(Pipeline, "day-1");
        await Deliver("_SUCCESS", now.AddDays(1));
        await Deliver("rows.csv", now.AddDays(1));
        await platform.Runs.Land(Pipeline, "day-1");        // the same content anew: other etags, other events

        // Once later data has its run, the lane has dealt with everything that came before it.
        await platform.Runs.Land(Pipeline, "day-2", seed: 3);
        await platform.Runs.Until(Pipeline, "day-2", "it has started", _ => true);
        Assert.True(run.Verdict == Verdict.Promoted, Runs.Tell(run));
        Assert.Equal(["in/day-1", "in/day-2"], (await platform.Runs.Of(Pipeline)).Select(one => one.Run.Dataset.Name).Order());
        Assert.Contains(run.Run.Id, (await platform.Runs.Of(Pipeline)).Select(one => one.Run.Id));
    }

    /// <summary>A delivery as Event Grid makes it, to the address that it has been given.</summary>
    private async Task Deliver(string blob, DateTimeOffset at)
    {
        var keys = JsonNode.Parse(await File.ReadAllTextAsync(platform.In("host", "keys.json"), TestContext.Current.CancellationToken))!;
        var blobClient = platform.Runs.Storage.GetBlobContainerClient(Pipeline).GetBlobClient($"in/day-1/{blob}");
        var properties = await blobClient.GetPropertiesAsync(cancellationToken: TestContext.Current.CancellationToken);
        var body = new JsonArray(new JsonObject
        {
            ["id"] = $"{blob}-of-the-same-write",
            ["subject"] = $"/blobServices/default/containers/{Pipeline}/blobs/in/day-1/{blob}",
            ["eventType"] = "Microsoft.Storage.BlobCreated",
            ["eventTime"] = at.ToString("O", CultureInfo.InvariantCulture),
            ["data"] = new JsonObject
            {
                ["api"] = "PutBlob",
                ["eTag"] = properties.Value.ETag.ToString("G"),
                ["url"] = blobClient.Uri.ToString(),
            },
            ["dataVersion"] = "",
            ["metadataVersion"] = "1",
        });

        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"{platform.Addresses["ingest"]}/runtime/webhooks/eventgrid?functionName=OnBlobCreated")
        {
            Content = JsonContent.Create(body),
        };
        request.Headers.Add("aeg-event-type", "Notification");
        request.Headers.Add("x-functions-key", (string)keys["Ingest"]!["eventGrid"]!);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}\n{platform.Log()}");
    }
}
