using Landfall.Local.Host.Apps;
using Landfall.Local.Host.Invocation;
using Landfall.Local.Host.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Landfall.Local.Host.Http;

/// <summary>Maps every HTTP function of an app below its route prefix.</summary>
internal sealed class HttpTriggers(
    HostJson json, HandlerProcess handler, Invoker invoker, AppKeys keys, Outputs outputs, TimeProvider clock,
    Action<HostLogLevel, string, bool> log)
{
    private static readonly string[] AllMethods =
        ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"];

    public void Map(IEndpointRouteBuilder routes, FunctionDefinition function)
    {
        var path = function.Trigger.Text("route") ?? function.Name;
        var methods = (function.Trigger.Settings["methods"] as System.Text.Json.Nodes.JsonArray ?? [])
            .Select(m => m!.GetValue<string>().ToUpperInvariant()).ToArray();
        var template = json.RoutePrefix.Length == 0 ? $"/{path}" : $"/{json.RoutePrefix}/{path}";
        var level = function.Trigger.Text("authLevel") ?? "function";
        routes.MapMethods(
            template, methods.Length == 0 ? AllMethods : methods,
            (HttpContext context) => Run(context, function, level.ToLowerInvariant()));
    }

    private async Task Run(HttpContext context, FunctionDefinition function, string level)
    {
        if (!IsAllowed(context.Request, level))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        try
        {
            if (json.Forwards && function.IsPlainHttp) await Forwarder.Forward(context, handler, invoker);
            else await Invoke(context, function);
        }
        catch (Exception failed) when (failed is InvocationException or HandlerGoneException or HttpRequestException)
        {
            log(HostLogLevel.Error, $"{function.Name}: {failed.InnerException?.Message ?? failed.Message}", false);
            if (!context.Response.HasStarted) context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            else context.Abort();
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller left; there is nobody to answer.
        }
    }

    private async Task Invoke(HttpContext context, FunctionDefinition function)
    {
        var cancel = context.RequestAborted;
        var body = await HttpEnvelope.Body(function, context.Request, clock.GetUtcNow(), cancel);
        outputs.AddClients(function, body);
        var answer = await invoker.Invoke(function.Name, body, cancel);
        await outputs.Write(function, answer, cancel);
        var output = function.HttpOutput is { } binding ? answer.Output(binding.Name) : null;
        await HttpEnvelope.Write(context.Response, output, cancel);
    }

    private bool IsAllowed(HttpRequest request, string level) => level switch
    {
        "anonymous" => true,
        "admin" => KeyRing.Opens(request, keys.Master),
        _ => KeyRing.Opens(request, keys.Function, keys.Master)
    };
}
