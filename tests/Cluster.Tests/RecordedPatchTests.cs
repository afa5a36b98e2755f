using System.Text.Json.Nodes;

namespace Landfall.Cluster.Tests;

/// <summary>Strategic, merge and JSON patches of one Deployment: the containers come out as recorded.</summary>
public sealed class RecordedPatchTests
{
    private const string Path = "/apis/apps/v1/namespaces/landfall-probe/deployments";

    // Refused by the real server with a 500; here the item is added and validation refuses it.
    private static readonly string[] _other = ["without its merge key", "makes the object invalid"];

    [Fact]
    public async Task Recorded_patches_leave_the_recorded_containers()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.ApplyAsync("/api/v1/namespaces/landfall-probe", "{apiVersion: v1, kind: Namespace, metadata: {name: landfall-probe}}");
        var exchanges = Captures.Exchanges("01e-patch-kinds.json").ToList();
        await CreateAsync(cluster, exchanges[0]["response"]!["body"]!["containers"]!);
        List<string> wrong = [];
        foreach (var exchange in exchanges.Where(one => !Array.Exists(_other, text => ((string)one["step"]!).Contains(text))))
        {
            var request = exchange["request"]!;
            var (status, answer) = await cluster.SendAsync("PATCH", (string)request["path"]!,
                request["body"] is JsonValue text ? text.GetValue<string>() : request["body"]!.ToJsonString(),
                (string)request["headers"]!["Content-Type"]!);
            if (status != (int)exchange["response"]!["status"]!)
                wrong.Add($"{exchange["step"]}: {exchange["response"]!["status"]} expected, got {status}: {answer["message"]}");
            else if (exchange["response"]!["body"] is JsonObject body && body["containers"] is JsonArray containers
                && !JsonNode.DeepEquals(containers, Trimmed(answer, containers)))
                wrong.Add($"{exchange["step"]}: {containers.ToJsonString()} expected, got {Trimmed(answer, containers).ToJsonString()}");
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static async Task CreateAsync(TestCluster cluster, JsonNode containers)
    {
        JsonObject labels = new() { ["app"] = "pk" };
        var (status, answer) = await cluster.SendAsync("POST", Path, new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "Deployment",
            ["metadata"] = new JsonObject { ["name"] = "pk" },
            ["spec"] = new JsonObject
            {
                ["replicas"] = 0,
                ["selector"] = new JsonObject { ["matchLabels"] = labels },
                ["template"] = new JsonObject
                {
                    ["metadata"] = new JsonObject { ["labels"] = labels.DeepClone() },
                    ["spec"] = new JsonObject { ["containers"] = containers.DeepClone() },
                },
            },
        }.ToJsonString());
        Assert.True(status == 201, answer.ToJsonString());
    }

    // The recording kept some fields of each container.
    private static JsonArray Trimmed(JsonObject answer, JsonArray like)
    {
        var kept = like.SelectMany(item => item!.AsObject().Select(field => field.Key)).ToHashSet();
        return [.. answer["spec"]!["template"]!["spec"]!["containers"]!.AsArray().Select(item => new JsonObject(
            item!.AsObject().Where(field => kept.Contains(field.Key)).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))))];
    }
}
