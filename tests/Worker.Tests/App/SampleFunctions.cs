using System.Text.Json;

namespace Landfall.Worker.Tests.App;

public sealed record Trip(string From, int Minutes);

public sealed class BrokenEngineException(string message) : TerminalException(message);

/// <summary>One function of every kind, as our apps declare them.</summary>
public static class SampleFunctions
{
    [Function("Travel")]
    public static async Task<int> Travel([OrchestrationTrigger] TaskOrchestrationContext context, Trip trip) =>
        await context.CallActivityAsync<int>("Drive", trip);

    [Function("Drive")]
    public static int Drive([ActivityTrigger] Trip trip, string instanceId) => trip.From == "nowhere"
        ? throw new BrokenEngineException("The engine is broken.")
        : trip.Minutes + instanceId.Length;

    /// <summary>Done when <see cref="Linger"/> has begun.</summary>
    public static TaskCompletionSource Lingering { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Function("Linger")]
    public static Task Linger([ActivityTrigger] string what, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrEmpty(what);
        Lingering.TrySetResult();
        return new TaskCompletionSource().Task.WaitAsync(cancel);
    }

    [Function("Hello")]
    public static IResult Hello(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "hello/{id:int}")] HttpRequest request, int id) =>
        Results.Bytes([0, 255, (byte)id, (byte)request.Query.Count], "application/octet-stream");

    [Function("StartTravel")]
    public static IResult StartTravel(
        [HttpTrigger(AuthorizationLevel.Function, "POST", Route = "trips/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client)
    {
        if (id == "binary")
            return Results.Bytes([0, 255, 254]);

        request.HttpContext.Response.Cookies.Append("a", "1");
        request.HttpContext.Response.Cookies.Append("b", "2");
        return id == "page"
            ? Results.Content("<p>abcd é</p>", "text/html; charset=utf-8")
            : Results.Redirect($"/api/trips/{id}?hub={client.Name}");
    }

    [Function("Tick")]
    public static void Tick([TimerTrigger("0 */5 * * * *", RunOnStartup = true)] TimerInfo timer) =>
        ArgumentNullException.ThrowIfNull(timer);

    [Function("Take")]
    public static void Take([QueueTrigger("trips", Connection = "Storage")] string message) =>
        ArgumentException.ThrowIfNullOrEmpty(message);

    [Function("Landed")]
    public static Task Landed(
        [EventGridTrigger] JsonElement landed, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(client);
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(landed.GetProperty("id").GetString());
    }

    [Function("Read")]
    public static ValueTask Read([BlobTrigger("inbox/{name}", Source = BlobTriggerSource.EventGrid)] byte[] blob, string name)
    {
        ArgumentOutOfRangeException.ThrowIfZero(blob.Length);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return ValueTask.CompletedTask;
    }
}
