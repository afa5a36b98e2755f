using System.Text.Json;
using System.Text.Json.Nodes;
using Landfall.Local.Host.Apps;
using Landfall.Local.Host.Http;
using Landfall.Local.Host.Invocation;
using Microsoft.AspNetCore.Http;

namespace Landfall.Local.Host.EventGrid;

/// <summary>Receives events for an app's Event Grid functions; answers as recorded, oddities included.</summary>
internal sealed class EventGridWebhook(
    IReadOnlyList<FunctionDefinition> functions, Invoker invoker, AppKeys keys, Outputs outputs, TimeProvider clock,
    Action<HostLogLevel, string, bool> log)
{
    public async Task Run(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (!KeyRing.Opens(request, keys.EventGrid, keys.Master))
        {
            response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        var name = request.Query["functionName"].ToString();
        var function = functions.FirstOrDefault(f =>
            f.Trigger.Is("eventGridTrigger") && f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (function is null)
            await Answer(response, StatusCodes.Status404NotFound, $"cannot find function: '{name}'");
        else if (HttpMethods.IsOptions(request.Method))
            Shake(request, response);
        else
            await Receive(context, function);
    }

    private static void Shake(HttpRequest request, HttpResponse response) =>
        response.Headers["Webhook-Allowed-Origin"] = request.Headers["WebHook-Request-Origin"].ToString();

    private async Task Receive(HttpContext context, FunctionDefinition function)
    {
        var kind = context.Request.Headers["aeg-event-type"].ToString();
        if (kind.Equals("Unsubscribe", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }
        var validates = kind.Equals("SubscriptionValidation", StringComparison.OrdinalIgnoreCase);
        if (!validates && !kind.Equals("Notification", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        JsonNode? body;
        try
        {
            body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        }
        catch (JsonException)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }
        JsonObject[] events = [.. (body as JsonArray ?? [body?.DeepClone()]).OfType<JsonObject>()];
        if (validates) await Validate(context.Response, events);
        else await Deliver(context, function, events);
    }

    private static async Task Validate(HttpResponse response, JsonObject[] events)
    {
        var code = events.FirstOrDefault()?["data"]?["validationCode"]?.ToString();
        if (code is null) response.StatusCode = StatusCodes.Status400BadRequest;
        else
            await Answer(response, StatusCodes.Status200OK,
                InvocationBody.Compact(new JsonObject { ["validationResponse"] = code }));
    }

    private async Task Deliver(HttpContext context, FunctionDefinition function, JsonObject[] events)
    {
        var many = function.Trigger.Text("cardinality") == "many";
        InvocationBody[] bodies = many ? [Many(function, events)] : [.. events.Select(e => One(function, e))];
        // Every event is delivered even if one fails; the sender then repeats the whole batch.
        var results = await Task.WhenAll(bodies.Select(b => Invoke(function, b, context.RequestAborted)));
        if (results.All(failure => failure is null)) context.Response.StatusCode = StatusCodes.Status202Accepted;
        else
            await Answer(
                context.Response, StatusCodes.Status500InternalServerError,
                $"Exception while executing function: Functions.{function.Name}");
    }

    private async Task<Exception?> Invoke(FunctionDefinition function, InvocationBody body, CancellationToken cancel)
    {
        try
        {
            outputs.AddClients(function, body);
            await outputs.Write(function, await invoker.Invoke(function.Name, body, cancel), cancel);
            return null;
        }
        catch (Exception failed) when (failed is InvocationException or HandlerGoneException)
        {
            log(HostLogLevel.Error, $"{failed.Message} {(failed as InvocationException)?.InnerMessage}", false);
            return failed;
        }
    }

    private InvocationBody One(FunctionDefinition function, JsonObject sent)
    {
        var body = new InvocationBody(function.Name, clock.GetUtcNow());
        body.Data[function.Trigger.Name] = sent.DeepClone();
        if (sent["data"] is { } data)
            body.Metadata["data"] = data is JsonObject ? data.DeepClone() : InvocationBody.Text(
                data.GetValueKind() == JsonValueKind.String ? data.GetValue<string>() : InvocationBody.Compact(data));
        return body;
    }

    private InvocationBody Many(FunctionDefinition function, JsonObject[] events)
    {
        var body = new InvocationBody(function.Name, clock.GetUtcNow());
        body.Data[function.Trigger.Name] = Compact(events.Select(e => (JsonNode?)e));
        body.Metadata["data"] = Compact(events.Select(e => e["data"]));
        return body;
    }

    private static string Compact(IEnumerable<JsonNode?> nodes) =>
        InvocationBody.Compact(new JsonArray([.. nodes.Select(n => n?.DeepClone())]));

    private static Task Answer(HttpResponse response, int status, string text)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync(text);
    }
}
