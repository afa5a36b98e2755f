using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Kinds;

namespace Landfall.Local.Cluster.Api;

/// <summary>
/// The least OpenAPI v3 with which kubectl applies: per kind the PATCH operation and the query parameters it looks for.
/// </summary>
internal static class OpenApi
{
    public static JsonObject Index()
    {
        JsonObject paths = [];
        foreach (var path in KindTable.All.Select(PathOf).Distinct())
            paths[path] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}" };
        return new JsonObject { ["paths"] = paths };
    }

    public static JsonObject? Document(string groupVersion)
    {
        var kinds = KindTable.All.Where(kind => PathOf(kind) == groupVersion).ToArray();
        if (kinds.Length == 0)
            return null;
        JsonObject paths = [];
        foreach (var kind in kinds)
        {
            var scope = kind.Namespaced ? "/namespaces/{namespace}" : "";
            paths[$"/{groupVersion}{scope}/{kind.Plural}/{{name}}"] = new JsonObject
            {
                ["patch"] = new JsonObject
                {
                    ["operationId"] = $"patch{kind.Name}",
                    ["parameters"] = new JsonArray(Query("dryRun", "string"), Query("fieldManager", "string"),
                        Query("fieldValidation", "string"), Query("force", "boolean")),
                    ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK" } },
                    ["x-kubernetes-action"] = "patch",
                    ["x-kubernetes-group-version-kind"] = new JsonObject
                    {
                        ["group"] = kind.Group,
                        ["version"] = kind.Version,
                        ["kind"] = kind.Name,
                    },
                },
            };
        }
        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Landfall local cluster", ["version"] = "1.36" },
            ["paths"] = paths,
        };
    }

    private static string PathOf(ApiKind kind) => kind.Group.Length == 0 ? "api/v1" : $"apis/{kind.ApiVersion}";

    private static JsonObject Query(string name, string type) => new()
    {
        ["name"] = name,
        ["in"] = "query",
        ["schema"] = new JsonObject { ["type"] = type, ["uniqueItems"] = true },
    };
}
