using System.Reflection;
using System.Text.Json.Nodes;

namespace Landfall.Worker.Build;

/// <summary>From one attribute to the entries it makes in function.json.</summary>
internal static class Bindings
{
    private static readonly string[] AuthLevels = ["anonymous", "user", "function", "system", "admin"];
    private static readonly string[] BlobSources = ["LogsAndContainerScan", "EventGrid"];

    /// <returns>Null for attributes that bind nothing.</returns>
    public static IReadOnlyList<JsonObject>? Of(CustomAttributeData mark, string parameter, string function) =>
        mark.AttributeType.Name switch
        {
            "OrchestrationTriggerAttribute" =>
                [In("orchestrationTrigger", parameter, ("orchestration", Text(mark, "Orchestration")))],
            "ActivityTriggerAttribute" => [In("activityTrigger", parameter, ("activity", Text(mark, "Activity")))],
            "DurableClientAttribute" =>
            [
                In("durableClient", parameter,
                    ("taskHub", Text(mark, "TaskHub")), ("connectionName", Text(mark, "ConnectionName"))),
            ],
            "HttpTriggerAttribute" => Http(mark, parameter),
            "TimerTriggerAttribute" =>
            [
                In("timerTrigger", parameter,
                    ("schedule", AttributeReader.FirstText(mark)),
                    ("useMonitor", AttributeReader.Property(mark, "UseMonitor") is false ? false : null),
                    ("runOnStartup", AttributeReader.Property(mark, "RunOnStartup") is true ? true : null)),
            ],
            "QueueTriggerAttribute" =>
            [
                In("queueTrigger", parameter,
                    ("queueName", AttributeReader.FirstText(mark)), ("connection", Text(mark, "Connection"))),
            ],
            "EventGridTriggerAttribute" =>
            [
                In("eventGridTrigger", parameter,
                    ("cardinality", AttributeReader.Property(mark, "IsBatched") is true ? "many" : null)),
            ],
            "BlobTriggerAttribute" =>
            [
                In("blobTrigger", parameter,
                    ("path", AttributeReader.FirstText(mark)),
                    ("connection", Text(mark, "Connection")),
                    ("source", AttributeReader.Property(mark, "Source") is int s ? BlobSources[s] : null)),
            ],
            var unknown when unknown.EndsWith("TriggerAttribute", StringComparison.Ordinal) =>
                throw new FunctionScanException($"'{unknown}' of function '{function}' is not a trigger known here."),
            _ => null,
        };

    private static JsonObject[] Http(CustomAttributeData mark, string parameter)
    {
        var level = 2;
        var methods = new JsonArray();
        foreach (var argument in mark.ConstructorArguments)
        {
            if (argument.Value is IEnumerable<CustomAttributeTypedArgument> names)
                names.ToList().ForEach(name => methods.Add(((string)name.Value!).ToLowerInvariant()));
            else if (argument.Value is int given)
                level = given;
        }

        var trigger = In("httpTrigger", parameter,
            ("authLevel", AuthLevels[level]),
            ("methods", methods.Count > 0 ? methods : null),
            ("route", Text(mark, "Route")));
        return [trigger, new JsonObject { ["type"] = "http", ["direction"] = "out", ["name"] = "res" }];
    }

    private static JsonNode? Text(CustomAttributeData mark, string name) => AttributeReader.Text(mark, name);

    private static JsonObject In(string type, string name, params (string Key, JsonNode? Value)[] more)
    {
        var binding = new JsonObject { ["type"] = type, ["direction"] = "in", ["name"] = name };
        foreach (var (key, value) in more)
        {
            if (value is not null)
                binding[key] = value;
        }

        return binding;
    }
}
