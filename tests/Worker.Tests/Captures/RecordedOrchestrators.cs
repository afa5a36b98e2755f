using System.Text.Json;
using System.Text.Json.Nodes;

namespace Landfall.Worker.Tests.Captures;

/// <summary>What the recorded app's orchestrators did, written for our context.</summary>
internal static class RecordedOrchestrators
{
    public static OrchestratorFunction? Find(TaskName name) => name.Name switch
    {
        "orch" => Orch,
        "sub" => Sub,
        "waiter" => Waiter,
        "cancarry" => Cancarry,
        "failing" => Failing,
        "badorch" => context => Bad(() => context.CallActivityAsync<JsonNode>("noSuchActivity", 1)),
        "badsub" => context => Bad(() => context.CallSubOrchestratorAsync<JsonNode>(
            "noSuchOrch", 1, new SubOrchestrationOptions(instanceId: $"{context.InstanceId}:0"))),
        "rawact" => RawAct,
        "seq" => Sequence,
        _ => null,
    };

    private static async Task<object?> Orch(TaskOrchestrationContext context)
    {
        var input = context.GetInput<JsonObject>()!;
        if (input.ContainsKey("loop"))
        {
            context.SetCustomStatus("second generation");
            return new JsonObject { ["loop"] = 1, ["carried"] = input.DeepClone() };
        }

        var done = new JsonArray();
        done.Add(await context.CallActivityAsync<JsonNode>("act", new { n = 1 }));
        done.Add(await context.CallActivityAsync<JsonNode>("flaky", new { key = input["key"], k = 0 }));
        Show(context, done);

        var now = context.CurrentUtcDateTime;
        var whole = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));   // that app counted milliseconds
        await context.CreateTimer(whole.AddSeconds(2), CancellationToken.None);
        done.Add(await context.WaitForExternalEvent<JsonNode>("go"));
        Show(context, done);
        done.Add(await Child(context, 3, new { x = 5 }));
        Show(context, done);
        done.Add(await Caught(() => Child(context, 4, new { fail = true })));
        done.Add(await Caught(() => context.CallActivityAsync<JsonNode>("failAct", new { a = 1 })));
        context.ContinueAsNew(new { loop = 1, @out = done });
        return null;
    }

    private static async Task<object?> Sub(TaskOrchestrationContext context)
    {
        var input = context.GetInput<JsonElement>();
        if (input.TryGetProperty("fail", out _))
            throw new ArgumentOutOfRangeException(null, "sub says no");

        return await context.CallActivityAsync<JsonNode>("act", input);
    }

    private static async Task<object?> Waiter(TaskOrchestrationContext context)
    {
        context.SetCustomStatus("w");
        return await context.WaitForExternalEvent<JsonNode>("never");
    }

    private static async Task<object?> Cancarry(TaskOrchestrationContext context)
    {
        if (context.GetInput<JsonObject>()!["g"]!.GetValue<int>() == 1)
            return new { got = await context.WaitForExternalEvent<string>("b") };

        await context.WaitForExternalEvent<string>("A");
        var carries = context.InstanceId == "car1795460227";   // the recorded app was changed in between
        context.ContinueAsNew(new { g = 1 }, preserveUnprocessedEvents: carries);
        return null;
    }

    private static async Task<object?> Failing(TaskOrchestrationContext context)
    {
        try
        {
            return await context.CallActivityAsync<JsonNode>("failAct", new { a = 1 });
        }
        catch (TaskFailedException failure)
        {
            throw new InvalidOperationException(failure.FailureDetails.ErrorMessage);
        }
    }

    /// <summary>Where the hub sent no details, that app said so in its own words.</summary>
    private static async Task<object?> Bad(Func<Task<JsonNode>> call)
    {
        try
        {
            return await call();
        }
        catch (TaskFailedException failure) when (failure.FailureDetails.ErrorMessage.Contains("no details", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("(no failureDetails on the wire)");
        }
    }

    private static async Task<object?> RawAct(TaskOrchestrationContext context)
    {
        var done = new JsonArray();
        foreach (var m in new[] { "string", "num", "null", "empty", "obj", "base64", "text200", "404", "logs" })
        {
            var answer = await Caught(() => context.CallActivityAsync<JsonNode>("act2", new { m }));
            done.Add(new JsonArray(m, answer));
        }

        return done;
    }

    private static async Task<object?> Sequence(TaskOrchestrationContext context)
    {
        for (var i = 0; ; i++)
            await context.CallActivityAsync<JsonNode>("noop", i);
    }

    private static void Show(TaskOrchestrationContext context, JsonArray done) =>
        context.SetCustomStatus(new { phase = "waiting", @out = done });

    private static Task<JsonNode> Child(TaskOrchestrationContext context, int number, object input) =>
        context.CallSubOrchestratorAsync<JsonNode>(
            "sub", input, new SubOrchestrationOptions(instanceId: $"{context.InstanceId}:{number}"));

    private static async Task<JsonNode> Caught(Func<Task<JsonNode>> call)
    {
        try
        {
            return await call();
        }
        catch (TaskFailedException failure)
        {
            return failure.FailureDetails.ToString();
        }
    }
}
