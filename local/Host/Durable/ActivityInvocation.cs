using System.Text.Json;
using System.Text.Json.Nodes;
using Landfall.Local.Host.Apps;
using Landfall.Local.Host.Invocation;
using Landfall.Worker.Protobuf;

namespace Landfall.Local.Host.Durable;

/// <summary>The body an activity gets, and its answer translated.</summary>
internal static class ActivityInvocation
{
    /// <exception cref="InvocationException">
    /// The input is not JSON: the real extension refuses before it calls.
    /// </exception>
    public static InvocationBody Body(FunctionDefinition function, ActivityRequest request, DateTimeOffset now)
    {
        var body = new InvocationBody(function.Name, now);
        var name = function.Trigger.Name;
        body.Metadata["instanceId"] = InvocationBody.Text(request.OrchestrationInstance.InstanceId);
        if (request.Input is not { } raw)
        {
            body.Data[name] = "null";
            return body;
        }
        var (input, text) = Parse(function.Name, name, raw);
        body.Data[name] = InvocationBody.Text(text);
        body.Metadata[name] = InvocationBody.Text(text);
        body.Metadata.TryAdd("data", input is JsonObject ? input.DeepClone() : JsonValue.Create(text));
        if (input is JsonObject payload) body.AddProperties(payload);
        return body;
    }

    public static ActivityResponse Completed(ActivityRequest request, InvocationAnswer answer) => new()
    {
        InstanceId = request.OrchestrationInstance.InstanceId,
        TaskId = request.TaskId,
        Result = answer.ReturnValue is null ? null : InvocationBody.Compact(answer.ReturnValue)
    };

    public static ActivityResponse Failed(ActivityRequest request, InvocationException reason) => new()
    {
        InstanceId = request.OrchestrationInstance.InstanceId,
        TaskId = request.TaskId,
        FailureDetails = reason.TimedOut
            ? Details(reason.InnerType, reason.InnerMessage)
            : new TaskFailureDetails
            {
                ErrorType = InvocationException.OuterType,
                ErrorMessage = reason.Message,
                InnerFailure = Details(reason.InnerType, reason.InnerMessage)
            }
    };

    private static TaskFailureDetails Details(string type, string message) =>
        new() { ErrorType = type, ErrorMessage = message };

    // Empty or invalid input fails as recorded. Valid input is printed again without white space.
    private static (JsonNode? Node, string Text) Parse(string function, string binding, string raw)
    {
        try
        {
            var node = JsonNode.Parse(raw);
            return (node, InvocationBody.Compact(node));
        }
        catch (JsonException bad)
        {
            throw new InvocationException(
                function, "System.InvalidOperationException", $"Exception binding parameter '{binding}'", bad);
        }
    }
}
