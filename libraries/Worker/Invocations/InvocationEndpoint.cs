using System.Diagnostics;
using Microsoft.Extensions.Options;

namespace Landfall.Worker;

/// <summary>The HTTP side the Functions host talks to.</summary>
internal sealed class InvocationEndpoint(
    FunctionCatalog catalog,
    FunctionInvoker invoker,
    OrchestratorInvoker orchestrators,
    IOptions<WorkerOptions> options,
    IHostApplicationLifetime lifetime,
    ILogger<InvocationEndpoint> log)
{
    private const string InvocationIdHeader = "X-Azure-Functions-InvocationId";

    private static readonly ActivitySource Traces = new("Landfall.Worker");

    public void Map(WebApplication app)
    {
        app.MapGet("/", static () => Microsoft.AspNetCore.Http.Results.Ok());
        foreach (var function in catalog.All)
        {
            if (function.IsForwarded)
                MapForwarded(app, function);

            app.MapPost("/" + function.Name, http => Serve(function, http, AnswerEnvelope));
        }

        Log.Serving(log, catalog.All.Count(), string.Join(", ", catalog.All.Select(f => f.Name)));
    }

    /// <summary>Where the host forwards the requests of an HTTP function.</summary>
    public static string RouteOf(RegisteredFunction function) =>
        $"{RoutePrefix.Read(AppContext.BaseDirectory)}/{((HttpTriggerAttribute)function.Attribute).Route ?? function.Name}";

    private void MapForwarded(WebApplication app, RegisteredFunction function)
    {
        var trigger = (HttpTriggerAttribute)function.Attribute;
        var path = RouteOf(function);
        RequestDelegate serve = http => Serve(function, http, AnswerForwarded);
        if (trigger.Methods.Length == 0)
            app.Map(path, serve);
        else
            app.MapMethods(path, trigger.Methods.Select(method => method.ToUpperInvariant()), serve);
    }

    private async Task Serve(
        RegisteredFunction function, HttpContext http, Func<RegisteredFunction, HttpContext, string, CancellationToken, Task> answer)
    {
        var given = http.Request.Headers[InvocationIdHeader].ToString();
        var invocationId = given.Length > 0 ? given : Guid.NewGuid().ToString();
        using var trace = Traces.StartActivity(
            function.Name, KindOf(function), http.Request.Headers.TraceParent.ToString() is { Length: > 0 } parent ? parent : null);
        trace?.SetTag("faas.name", function.Name).SetTag("faas.invocation_id", invocationId);
        using var scope = log.BeginScope(new Dictionary<string, object>
        {
            ["FunctionName"] = function.Name,
            ["InvocationId"] = invocationId,
        });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            http.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await answer(function, http, invocationId, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && IsDurable(function))
        {
            // This app is ending. An answer would count as the work's own failure; without one it is given to the next.
            http.Abort();
        }
        catch (Exception failure)
        {
            trace?.SetStatus(ActivityStatusCode.Error, failure.Message);
            Log.FunctionFailed(log, failure, function.Name, invocationId);
            await AnswerFailure(function, http, invocationId, failure);
        }
    }

    private async Task AnswerForwarded(
        RegisteredFunction function, HttpContext http, string invocationId, CancellationToken cancel)
    {
        var context = NewContext(function, http, invocationId, new Dictionary<string, string?>(), cancel);
        var result = await invoker.Invoke(function, new Invocation(context, null, http));
        await HttpResult.Write(result, http, options.Value.DataConverter);
    }

    private async Task AnswerEnvelope(
        RegisteredFunction function, HttpContext http, string invocationId, CancellationToken cancel)
    {
        // A turn takes no time and does nothing outside: an app that is told to stop answers it first, because an error
        // in its place ends the instance for good.
        var isTurn = function.Kind == FunctionKind.Orchestration;
        var envelope = await InvocationEnvelope.Read(http.Request.Body, isTurn ? http.RequestAborted : cancel);
        if (isTurn)
        {
            await InvocationAnswer.Write(http.Response, orchestrators.Run(function, envelope));
            return;
        }

        var context = NewContext(function, http, invocationId, envelope.Metadata, cancel);
        if (function.Kind == FunctionKind.Http)
        {
            await AnswerHttpEnvelope(function, http, context, envelope);
            return;
        }

        var result = await invoker.Invoke(function, new Invocation(context, envelope, null));
        var text = function.Kind == FunctionKind.Activity
            ? Payload.Write(
                options.Value.DataConverter, result, options.Value.MaximumPayloadBytes, "result of activity", function.Name)
            : null;
        await InvocationAnswer.Write(http.Response, text);
    }

    private async Task AnswerHttpEnvelope(
        RegisteredFunction function, HttpContext http, FunctionContext context, InvocationEnvelope envelope)
    {
        var rebuilt = EnvelopedRequest.Rebuild(function, envelope, http);
        try
        {
            var result = await invoker.Invoke(function, new Invocation(context, envelope, rebuilt));
            await HttpResult.Write(result, rebuilt, options.Value.DataConverter);
        }
        catch (Exception failure)
        {
            Log.FunctionFailed(log, failure, function.Name, context.InvocationId);
            rebuilt = EnvelopedRequest.Rebuild(function, envelope, http);
            await HttpResult.WriteFailure(failure, rebuilt, context.InvocationId);
        }

        await EnvelopedResponse.Write(rebuilt, http.Response);
    }

    private async Task AnswerFailure(
        RegisteredFunction function, HttpContext http, string invocationId, Exception failure)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.Clear();
        if (function.Kind == FunctionKind.Activity)
            await AnswerActivityFailure(http.Response, failure);
        else
            await HttpResult.WriteFailure(failure, http, invocationId);
    }

    private Task AnswerActivityFailure(HttpResponse response, Exception failure)
    {
        var details = FailureDetailsConversion.Of(failure, options.Value.IsBeyondMending);
        return options.Value.FailuresAsResults
            ? InvocationAnswer.Write(response, FailureEnvelope.ToResult(details))
            : InvocationAnswer.WriteFailure(response, details);
    }

    private static bool IsDurable(RegisteredFunction function) =>
        function.Kind is FunctionKind.Activity or FunctionKind.Orchestration;

    private static ActivityKind KindOf(RegisteredFunction function) =>
        function.Kind == FunctionKind.Http ? ActivityKind.Server : ActivityKind.Consumer;

    private static FunctionContext NewContext(
        RegisteredFunction function,
        HttpContext http,
        string invocationId,
        IReadOnlyDictionary<string, string?> bindingData,
        CancellationToken cancel) => new(
            invocationId,
            new FunctionDefinition(function.Name, $"{function.Method.DeclaringType}.{function.Method.Name}"),
            http.RequestServices,
            bindingData,
            cancel);
}
