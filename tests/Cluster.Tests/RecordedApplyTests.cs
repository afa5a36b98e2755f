using System.Text.Json.Nodes;

namespace Landfall.Cluster.Tests;

/// <summary>The recorded requests sent again: same status, same message, same owners of fields.</summary>
public sealed class RecordedApplyTests
{
    // What the local cluster does not have or words otherwise, each with its reason.
    private static readonly string[] _other =
    [
        "not YAML", "duplicate key", "CRD", "route in the first moment", "discovery of", "weight 1.5", "type unknown",
        "wrong content type", "PUT of a built-in", "JSON patch",
    ];

    [Theory]
    [InlineData("01a-ssa-create-repeat.json", 16)]
    [InlineData("01b-ssa-conflict-force.json", 12)]
    [InlineData("01c-ssa-refusals.json", 15)]
    [InlineData("06-httproute.json", 12)]
    public async Task Recorded_applies_get_the_recorded_answers(string file, int least)
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.ApplyAsync("/api/v1/namespaces/landfall-probe", "{apiVersion: v1, kind: Namespace, metadata: {name: landfall-probe}}");
        if (file.StartsWith("01a", StringComparison.Ordinal))
            await cluster.SendAsync("DELETE", "/api/v1/namespaces/landfall-probe");
        await Eventually.True(() => !file.StartsWith("01a", StringComparison.Ordinal)
            || cluster.Cluster.Get("Namespace", "", "landfall-probe") is null, "the namespace is gone");
        if (file.StartsWith("01c", StringComparison.Ordinal))
            await cluster.ApplyAsync("/api/v1/namespaces/landfall-probe/configmaps/cm1", "{apiVersion: v1, kind: ConfigMap, metadata: {name: cm1}}");
        List<string> wrong = [];
        var sent = 0;
        foreach (var exchange in Captures.Exchanges(file))
        {
            if (exchange["request"] is not JsonObject request || request["headers"] is not JsonObject headers
                || (string?)request["method"] is not ("PATCH" or "POST" or "PUT") || headers["Authorization"] is not null
                || Array.Exists(_other, text => ((string)exchange["step"]!).Contains(text)))
            {
                continue;
            }
            sent++;
            var body = request["body"] is JsonValue text ? text.GetValue<string>() : request["body"]!.ToJsonString();
            var (status, answer) = await cluster.SendAsync((string)request["method"]!, (string)request["path"]!, body, (string)headers["Content-Type"]!);
            var difference = Difference(exchange["response"]!.AsObject(), status, answer);
            if (difference is not null)
                wrong.Add($"{exchange["step"]}: {difference}");
        }
        Assert.True(sent >= least, $"only {sent} exchanges were sent");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static string? Difference(JsonObject recorded, int status, JsonObject answer)
    {
        if ((int)recorded["status"]! != status)
            return $"status {recorded["status"]} expected, got {status}: {answer["message"]}";
        var body = recorded["body"] as JsonObject;
        if (status >= 400)
        {
            var expected = Text(body?["message"]);
            // A CustomResourceDefinition's checks end with a note of the schema's own; ours name the causes only.
            return expected.Contains("<nil>") || expected == Text(answer["message"]) ? null : $"'{expected}' expected, got '{Text(answer["message"])}'";
        }
        return Same(body?["data"], answer["data"], "data") ?? Same(Without(body?["spec"]), Without(answer["spec"]), "spec")
            ?? Same(Owners(body), Owners(answer), "managedFields");
    }

    // Unique ids and addresses differ from run to run.
    private static string Text(JsonNode? message) =>
        System.Text.RegularExpressions.Regex.Replace((string?)message ?? "", "[0-9a-f]{8}-[0-9a-f-]{27}", "UID");

    private static JsonNode? Without(JsonNode? spec)
    {
        var copy = spec?.DeepClone();
        (copy as JsonObject)?.Remove("clusterIP");
        (copy as JsonObject)?.Remove("clusterIPs");
        return copy is null ? null : JsonNode.Parse(Text(JsonValue.Create(copy.ToJsonString())));
    }

    private static JsonNode? Owners(JsonObject? target) => target?["metadata"]?["managedFields"] is not JsonArray entries ? null
        : new JsonArray([.. entries.Where(entry => (string?)entry!["operation"] == "Apply")
            .OrderBy(entry => (string?)entry!["manager"], StringComparer.Ordinal).Select(entry =>
        {
            var copy = entry!.DeepClone().AsObject();
            copy.Remove("time");
            return copy;
        })]);

    private static string? Same(JsonNode? expected, JsonNode? got, string what) =>
        expected is null || JsonNode.DeepEquals(expected, got) ? null
            : $"{what} {expected.ToJsonString()} expected, got {got?.ToJsonString()}";
}
