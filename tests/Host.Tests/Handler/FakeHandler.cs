using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Landfall.Worker.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Landfall.Host.Tests.Handler;

/// <summary>A custom handler that writes down what it gets and answers as the tests need.</summary>
internal static class FakeHandler
{
    public const string RecordFile = "FAKE_RECORD";

    /// <summary>While a file of this name is missing, the handler does not listen.</summary>
    public const string GateFile = "FAKE_GATE";

    /// <summary>The first start ends before it listens, as one does that finds its port taken, and leaves this file.</summary>
    public const string PortFile = "FAKE_PORT";

    /// <summary>What the activity answers to "generation": read once, when the handler starts, as code is.</summary>
    public const string GenerationFile = "FAKE_GENERATION";

    private static readonly Lock Gate = new();

    public static async Task<int> Run()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var port = int.Parse(Environment.GetEnvironmentVariable("FUNCTIONS_CUSTOMHANDLER_PORT")!);
        if (Setting(PortFile) is { } ports)
        {
            File.AppendAllText(ports, $"{port}\n");
            if (File.ReadAllLines(ports).Length == 1) return 1;
        }

        Generation = Setting(GenerationFile) is { } generation ? await File.ReadAllTextAsync(generation) : "";
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (Setting(GateFile) is { } gate && !File.Exists(gate)) await look.WaitForNextTickAsync();
        builder.WebHost.UseKestrel(k =>
        {
            k.Listen(IPAddress.Loopback, port);
            k.Limits.MaxRequestBodySize = null;
        });
        await using var app = builder.Build();
        app.Run(Answer);
        await app.StartAsync();
        Console.WriteLine("fake handler listens");
        // The tests end this process by killing it, like the real host does.
        await new TaskCompletionSource().Task;
        return 0;
    }

    private static async Task Answer(HttpContext context)
    {
        if (context.Request.Path == "/")
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        Record(context.Request, body);
        var function = context.Request.Path.Value!.Trim('/');
        switch (function)
        {
            case "httpHello":
                await Json(context, """{"Outputs":{"res":{"statusCode":201,"body":"hello body","headers":{"X-Probe":"yes","Content-Type":"text/plain"}}},"Logs":["a line"],"ReturnValue":null}""");
                break;
            case "httpErr":
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                await context.Response.WriteAsync("boom text");
                break;
            case "egFunc" when body.Contains("failme", StringComparison.Ordinal):
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                break;
            case "orch":
                await Orchestrate(context, JsonNode.Parse(body)!);
                break;
            case "act":
                await Act(context, JsonNode.Parse(body)!);
                break;
            case var path when path.StartsWith("api/", StringComparison.Ordinal):
                context.Response.StatusCode = StatusCodes.Status418ImATeapot;
                context.Response.Headers["X-Query"] = context.Request.QueryString.Value;
                await context.Response.WriteAsync($"{context.Request.Method} {path} {body}");
                break;
            default:
                await Json(context, """{"Outputs":{},"Logs":[],"ReturnValue":null}""");
                break;
        }
    }

    private static async Task Act(HttpContext context, JsonNode body)
    {
        var input = JsonNode.Parse(JsonNode.Parse(body["Data"]!["input"]!.GetValue<string>())!.GetValue<string>());
        switch (input!["do"]?.GetValue<string>())
        {
            case "fail":
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return;
            case "empty":
                context.Response.ContentLength = 0;
                return;
            case "hang":
                await new TaskCompletionSource().Task;
                return;
            case "large":
                await Json(context, $$"""{"Outputs":{},"Logs":[],"ReturnValue":"{{new string('x', input["size"]!.GetValue<int>())}}"}""");
                return;
            case "generation":
                await Json(context, $$"""{"Outputs":{},"Logs":[],"ReturnValue":"{{Generation}}"}""");
                return;
            case "text":
                context.Response.ContentType = "text/plain";
                await context.Response.WriteAsync("not json at all");
                return;
            case "crash once" when Interlocked.Exchange(ref Crashed, 1) == 0 && !File.Exists(Marker):
                await File.WriteAllTextAsync(Marker, "");
                Environment.Exit(3);
                return;
        }
        await Json(context, new JsonObject
        {
            ["Outputs"] = new JsonObject(),
            ["Logs"] = new JsonArray(),
            ["ReturnValue"] = input["return"]?.DeepClone()
        }.ToJsonString());
    }

    private static int Crashed;

    private static string Generation = "";

    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } set ? set : null;

    private static string Marker => Environment.GetEnvironmentVariable(RecordFile) + ".crashed";

    /// <summary>Calls `act` with its own input, then ends with what came back.</summary>
    private static async Task Orchestrate(HttpContext context, JsonNode body)
    {
        var base64 = JsonNode.Parse(body["Data"]!["context"]!.GetValue<string>())!.GetValue<string>();
        var request = OrchestratorRequest.Parser.ParseFrom(Convert.FromBase64String(base64));
        var last = request.NewEvents.Last();
        var action = last.ExecutionStarted is { } started
            ? new OrchestratorAction { ScheduleTask = new ScheduleTaskAction { Name = "act", Input = started.Input } }
            : new OrchestratorAction { Id = 1, CompleteOrchestration = End(last) };
        var response = new OrchestratorResponse { InstanceId = request.InstanceId, Actions = { action } };
        await Json(context, $$"""{"Outputs":{},"Logs":[],"ReturnValue":"{{Convert.ToBase64String(Google.Protobuf.MessageExtensions.ToByteArray(response))}}"}""");
    }

    private static CompleteOrchestrationAction End(HistoryEvent last) => last.TaskFailed is { } failed
        ? new CompleteOrchestrationAction
        {
            OrchestrationStatus = OrchestrationStatus.Failed,
            FailureDetails = failed.FailureDetails
        }
        : new CompleteOrchestrationAction
        {
            OrchestrationStatus = OrchestrationStatus.Completed,
            Result = last.TaskCompleted.Result
        };

    private static Task Json(HttpContext context, string body)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body);
    }

    private static void Record(HttpRequest request, string body)
    {
        var line = new JsonObject
        {
            ["method"] = request.Method,
            ["path"] = request.Path.Value + request.QueryString.Value,
            ["headers"] = new JsonObject(request.Headers.Select(h =>
                KeyValuePair.Create(h.Key, (JsonNode?)h.Value.ToString()))),
            ["body"] = body
        };
        lock (Gate)
            File.AppendAllText(
                Environment.GetEnvironmentVariable(RecordFile)!, line.ToJsonString() + "\n", Encoding.UTF8);
    }
}
