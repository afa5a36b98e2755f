using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Landfall.Local.Cluster.Store;

namespace Landfall.Local.Cluster.Api;

/// <summary>A watch: one JSON object per line, chunked, until the client leaves or its time is up.</summary>
internal sealed class WatchHandler(ObjectStore store, TimeProvider time)
{
    private static readonly TimeSpan _bookmarkEvery = TimeSpan.FromMinutes(1);

    public async Task RunAsync(ResourceRequest request)
    {
        var plan = Plan.Of(request);
        var http = request.Http;
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "no-cache, private";
        Subscription watch;
        try
        {
            watch = store.Watch(request.Kind, request.Namespace, plan.After);
        }
        catch (ExpiredVersionException e)
        {
            await WriteAsync(request, "ERROR", new ApiException(410, "Expired", e.Message).Status());
            return;
        }
        using (watch)
        using (var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted))
        using (time.CreateTimer(_ => Cancel(end), null, plan.Timeout, System.Threading.Timeout.InfiniteTimeSpan))
        {
            await http.Response.Body.FlushAsync(end.Token);
            await StreamAsync(request, plan, watch, end.Token);
            if (plan.Bookmarks && !http.RequestAborted.IsCancellationRequested)
                await BookmarkAsync(request, plan, store.Version, initialEnd: false);
        }
    }

    private async Task StreamAsync(ResourceRequest request, Plan plan, Subscription watch, CancellationToken end)
    {
        foreach (var present in watch.Initial.Where(plan.Matches))
            await SendAsync(request, plan, "ADDED", present);
        if (plan.InitialEnd && plan.Bookmarks)
            await BookmarkAsync(request, plan, watch.Version, initialEnd: true);
        try
        {
            while (await MoreAsync(watch.Events, request, plan, end))
            {
                while (watch.Events.TryRead(out var change))
                    await OneAsync(request, plan, change);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The time asked for is over, or the client left: the stream ends cleanly either way.
        }
    }

    private async Task<bool> MoreAsync(ChannelReader<StoreEvent> events, ResourceRequest request, Plan plan, CancellationToken end)
    {
        var ready = events.WaitToReadAsync(end).AsTask();
        while (plan.Bookmarks && await Task.WhenAny(ready, Task.Delay(_bookmarkEvery, time, end)) != ready)
        {
            end.ThrowIfCancellationRequested();
            await BookmarkAsync(request, plan, store.Version, initialEnd: false);
        }
        return await ready;
    }

    private Task OneAsync(ResourceRequest request, Plan plan, StoreEvent change)
    {
        var concerns = change.Key.Kind == request.Kind
            && (request.Namespace.Length == 0 || change.Key.Namespace == request.Namespace);
        if (!concerns)
            return Task.CompletedTask;
        var target = change.Object();
        var did = change.Previous() is { } before && plan.Matches(before);
        var does = change.Type != ChangeType.Deleted && plan.Matches(target);
        var type = (did, does) switch { (false, true) => "ADDED", (true, true) => "MODIFIED", (true, false) => "DELETED", _ => null };
        return type is null ? Task.CompletedTask : SendAsync(request, plan, type, target);
    }

    private Task SendAsync(ResourceRequest request, Plan plan, string type, JsonObject target)
    {
        var body = Representation.Single(target, request.Kind, plan.View, time.GetUtcNow(), plan.TakeColumns());
        return WriteAsync(request, type, body);
    }

    private static Task BookmarkAsync(ResourceRequest request, Plan plan, long version, bool initialEnd)
    {
        JsonObject metadata = new() { ["resourceVersion"] = version.ToString() };
        if (initialEnd)
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        JsonObject body = plan.View == View.Table
            ? new()
            {
                ["kind"] = "Table",
                ["apiVersion"] = "meta.k8s.io/v1",
                ["metadata"] = metadata,
                ["columnDefinitions"] = null,
                ["rows"] = new JsonArray()
            }
            : new() { ["kind"] = request.Kind.Name, ["apiVersion"] = request.Kind.ApiVersion, ["metadata"] = metadata };
        return WriteAsync(request, "BOOKMARK", body);
    }

    private static async Task WriteAsync(ResourceRequest request, string type, JsonObject body)
    {
        var line = new JsonObject { ["type"] = type, ["object"] = body }.ToJsonString() + "\n";
        await request.Http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(line), request.Http.RequestAborted);
        await request.Http.Response.Body.FlushAsync(request.Http.RequestAborted);
    }

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The watch ended in the same moment: nothing is left to cancel.
        }
    }

    /// <summary>What the query asks of this watch.</summary>
    private sealed class Plan
    {
        private bool _columnsSent;

        public required Func<JsonObject, bool> Matches { get; init; }

        public required View View { get; init; }

        public long? After { get; init; }

        public bool Bookmarks { get; init; }

        public bool InitialEnd { get; init; }

        public TimeSpan Timeout { get; init; }

        public bool TakeColumns()
        {
            var first = !_columnsSent;
            _columnsSent = true;
            return first;
        }

        public static Plan Of(ResourceRequest request)
        {
            var initial = request.Query("sendInitialEvents");
            var match = request.Query("resourceVersionMatch");
            if (initial == "true" && match != "NotOlderThan")
                throw Wrong("resourceVersionMatch", "FieldValueForbidden",
                    "Forbidden: resourceVersionMatch must be set to NotOlderThan when sendInitialEvents is set");
            if (initial.Length == 0 && match.Length > 0)
                throw Wrong("resourceVersionMatch", "FieldValueForbidden",
                    "Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
            var version = request.Query("resourceVersion");
            if (!long.TryParse(version.Length == 0 ? "0" : version, out var after))
                throw new ApiException(500, null, $"strconv.ParseUint: parsing \"{version}\": invalid syntax");
            var labels = LabelSelector.Parse(request.Query("labelSelector"));
            var fields = FieldSelector.Parse(request.Kind, request.Query("fieldSelector"));
            return new Plan
            {
                Matches = item => labels.Matches(item) && fields.Matches(item)
                    && (request.Name.Length == 0 || item.Name() == request.Name),
                View = Representation.Of(request.Http.Request),
                After = after == 0 || initial == "true" ? null : after,
                Bookmarks = request.Query("allowWatchBookmarks") is "true" or "1",
                InitialEnd = initial == "true",
                Timeout = TimeSpan.FromSeconds(int.TryParse(request.Query("timeoutSeconds"), out var s) && s > 0 ? s : 1800),
            };
        }

        private static ApiException Wrong(string field, string reason, string message) =>
            ApiException.Invalid("meta.k8s.io", "ListOptions", "", [new Cause(reason, message, field)]);
    }
}
