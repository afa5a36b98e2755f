using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using Landfall.Local.Engine;
using Landfall.Local.Host.Http;
using Landfall.Worker.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Landfall.Local.Host.Management;

/// <summary>The HTTP management of orchestrations, with the routes and status codes that were recorded.</summary>
internal sealed class ManagementApi(TaskHub hub, AppKeys keys, Func<string?> defaultVersion, TimeProvider clock)
{
    private const string Root = "/runtime/webhooks/durabletask";
    private const string ContinuationHeader = "x-ms-continuation-token";

    public void Map(IEndpointRouteBuilder routes)
    {
        Add("POST", "/orchestrators/{name}/{id?}", Start);
        Add("GET", "/instances/{id}", Get);
        Add("GET", "/instances", List);
        Add("POST", "/instances/{id}/raiseEvent/{name}", Raise);
        Add("POST", "/instances/{id}/terminate", c => Steer(c, hub.TerminateAsync(Id(c), Reason(c))));
        Add("POST", "/instances/{id}/suspend", c => Steer(c, hub.SuspendAsync(Id(c), Reason(c))));
        Add("POST", "/instances/{id}/resume", c => Steer(c, hub.ResumeAsync(Id(c), Reason(c))));
        Add("POST", "/instances/{id}/rewind", c => Steer(c, hub.RewindAsync(Id(c), Reason(c))));
        Add("POST", "/instances/{id}/restart", Restart);
        Add("DELETE", "/instances/{id}", async c => await Purged(c, await hub.PurgeAsync(Id(c))));
        Add("DELETE", "/instances", PurgeMany);

        void Add(string method, string path, Func<HttpContext, Task> run) =>
            routes.MapMethods(Root + path, [method], (HttpContext context) => Guard(context, run));
    }

    private async Task Guard(HttpContext context, Func<HttpContext, Task> run)
    {
        if (!KeyRing.Opens(context.Request, keys.DurableTask, keys.Master))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        try
        {
            await run(context);
        }
        catch (TaskHubException refused)
        {
            context.Response.StatusCode = refused.Error switch
            {
                TaskHubError.NotFound => StatusCodes.Status404NotFound,
                TaskHubError.AlreadyExists => StatusCodes.Status409Conflict,
                TaskHubError.FailedPrecondition => StatusCodes.Status410Gone,
                _ => StatusCodes.Status400BadRequest
            };
            if (refused.Error is TaskHubError.AlreadyExists or TaskHubError.InvalidArgument)
                await Write(context, new JsonObject { ["Message"] = refused.Message });
        }
    }

    private async Task Start(HttpContext context)
    {
        var (valid, input) = await ReadJson(context);
        if (!valid) return;
        var id = await hub.StartAsync(new CreateInstanceRequest
        {
            Name = context.GetRouteValue("name")!.ToString(),
            InstanceId = context.GetRouteValue("id")?.ToString() ?? "",
            Version = defaultVersion(),
            Input = input
        });
        if (Number(context, "timeout") is { } seconds && await EndsWithin(id, seconds) is { } ended)
            await Write(context, StatusPayload.Json(ended.Output));
        else
            await Accepted(context, id);
    }

    private async Task<OrchestrationState?> EndsWithin(string id, double seconds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), clock);
        try
        {
            var state = await hub.WaitForCompletionAsync(id, cancel: limit.Token);
            return state?.OrchestrationStatus == OrchestrationStatus.Completed ? state : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task Get(HttpContext context)
    {
        if (hub.Get(Id(context)) is not { } state)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var status = state.OrchestrationStatus;
        if (status is OrchestrationStatus.Pending or OrchestrationStatus.Running or OrchestrationStatus.Suspended)
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            context.Response.Headers.Location = Here(context) + context.Request.QueryString;
            context.Response.Headers.RetryAfter = "5";
        }
        else if (status == OrchestrationStatus.Failed && Flag(context, "returnInternalServerErrorOnFailure") == true)
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        var history = Flag(context, "showHistory") == true ? hub.ReadHistory(state.InstanceId) : null;
        await Write(context, StatusPayload.Of(state, Flag(context, "showInput") != false, history));
    }

    private Task List(HttpContext context)
    {
        var query = new InstanceQuery
        {
            CreatedTimeFrom = Time(context, "createdTimeFrom"),
            CreatedTimeTo = Time(context, "createdTimeTo"),
            InstanceIdPrefix = Text(context, "instanceIdPrefix"),
            MaxInstanceCount = (int)(Number(context, "top") ?? 0),
            ContinuationToken = context.Request.Headers[ContinuationHeader].FirstOrDefault(),
            FetchInputsAndOutputs = true,
            RuntimeStatus = { Wanted(context) }
        };
        var page = hub.Query(query);
        if (page.ContinuationToken is { } next) context.Response.Headers[ContinuationHeader] = next;
        var showInput = Flag(context, "showInput") != false;
        return Write(context, new JsonArray(
            [.. page.OrchestrationState.Select(s => (JsonNode)StatusPayload.Of(s, showInput))]));
    }

    private async Task Raise(HttpContext context)
    {
        if (context.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await Write(context, new JsonObject { ["Message"] = "Only application/json request content is supported" });
            return;
        }
        var (valid, input) = await ReadJson(context);
        if (!valid) return;
        await Steer(context, hub.RaiseEventAsync(Id(context), context.GetRouteValue("name")!.ToString()!, input));
    }

    private static async Task Steer(HttpContext context, Task done)
    {
        await done;
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private async Task Restart(HttpContext context) => await Accepted(
        context, await hub.RestartAsync(Id(context), Flag(context, "restartWithNewInstanceId") != false));

    private async Task PurgeMany(HttpContext context)
    {
        if (Time(context, "createdTimeFrom") is not { } from)
            throw new TaskHubException(
                TaskHubError.InvalidArgument, "Please provide value for 'createdTimeFrom' parameter.");
        var purged = await hub.PurgeAsync(new PurgeInstanceFilter
        {
            CreatedTimeFrom = from,
            CreatedTimeTo = Time(context, "createdTimeTo"),
            RuntimeStatus = { Wanted(context) }
        });
        await Purged(context, purged.DeletedInstanceCount);
    }

    private static Task Purged(HttpContext context, int count)
    {
        if (count > 0) return Write(context, new JsonObject { ["instancesDeleted"] = count });
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private Task Accepted(HttpContext context, string id)
    {
        var root = $"{context.Request.Scheme}://{context.Request.Host}{Root}";
        var check = StatusPayload.Check(root, id, hub.Name, keys.DurableTask);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers.Location = check["statusQueryGetUri"]!.GetValue<string>();
        context.Response.Headers.RetryAfter = "10";
        return Write(context, check);
    }

    private static async Task<(bool Valid, string? Input)> ReadJson(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        if (text.Length == 0) return (true, "");
        try
        {
            using var _ = JsonDocument.Parse(text);
            return (true, text);
        }
        catch (JsonException bad)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await Write(context, new JsonObject
            {
                ["Message"] = "Invalid JSON content",
                ["ExceptionMessage"] = bad.Message,
                ["ExceptionType"] = bad.GetType().FullName,
                ["StackTrace"] = null
            });
            return (false, null);
        }
    }

    private static Task Write(HttpContext context, JsonNode? body)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(body?.ToJsonString() ?? "null", context.RequestAborted);
    }

    private static string Id(HttpContext context) => context.GetRouteValue("id")!.ToString()!;

    private static string? Reason(HttpContext context) => Text(context, "reason");

    private static string Here(HttpContext context) =>
        $"{context.Request.Scheme}://{context.Request.Host}{context.Request.Path.ToUriComponent()}";

    private static string? Text(HttpContext context, string key) => context.Request.Query[key].FirstOrDefault();

    private static bool? Flag(HttpContext context, string key) =>
        bool.TryParse(Text(context, key), out var flag) ? flag : null;

    private static double? Number(HttpContext context, string key) =>
        double.TryParse(Text(context, key), CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Timestamp? Time(HttpContext context, string key) => Text(context, key) is not { Length: > 0 } text
        ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? Timestamp.FromDateTimeOffset(time)
            : throw new TaskHubException(TaskHubError.InvalidArgument, $"'{key}' is not a time: '{text}'.");

    private static IEnumerable<OrchestrationStatus> Wanted(HttpContext context) =>
        context.Request.Query["runtimeStatus"]
        .SelectMany(s => (s ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Select(s => System.Enum.TryParse<OrchestrationStatus>(s, ignoreCase: true, out var status)
            ? status
            : throw new TaskHubException(TaskHubError.InvalidArgument, $"'{s}' is not a runtime status."));
}
