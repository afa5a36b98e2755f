using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Kinds;
using Landfall.Local.Cluster.Schema;

namespace Landfall.Local.Cluster.Api;

/// <summary>
/// The least OpenAPI v3 with which kubectl applies: per kind the PATCH operation and the query parameters it looks for. Kinds that a
/// CustomResourceDefinition would define also say their fields: which there are differs from cluster to cluster.
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
            ["components"] = new JsonObject
            {
                ["schemas"] = new JsonObject(
                    kinds.Where(kind => kind.Custom).Select(kind => KeyValuePair.Create(kind.Qualified, (JsonNode?)Schema(kind)))),
            },
        };
    }

    private static JsonObject Schema(ApiKind kind)
    {
        var schema = Schema(KindSchemas.Of(kind.Name));
        schema["x-kubernetes-group-version-kind"] = new JsonArray(
            new JsonObject { ["group"] = kind.Group, ["version"] = kind.Version, ["kind"] = kind.Name });
        return schema;
    }

    private static JsonObject Schema(SchemaType type) => type.Shape switch
    {
        Shape.Text => new() { ["type"] = "string" },
        Shape.Integer => new() { ["type"] = "integer" },
        Shape.Number => new() { ["type"] = "number" },
        Shape.Flag => new() { ["type"] = "boolean" },
        Shape.IntegerOrText => new() { ["x-kubernetes-int-or-string"] = true },
        Shape.List => new() { ["type"] = "array", ["items"] = Schema(type.Element()) },
        Shape.Map => new() { ["type"] = "object", ["additionalProperties"] = Schema(type.Element()) },
        Shape.Struct => new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(type.Fields.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)Schema(field.Value)))),
        },
        _ => new() { ["x-kubernetes-preserve-unknown-fields"] = true },
    };

    private static string PathOf(ApiKind kind) => kind.Group.Length == 0 ? "api/v1" : $"apis/{kind.ApiVersion}";

    private static JsonObject Query(string name, string type) => new()
    {
        ["name"] = name,
        ["in"] = "query",
        ["schema"] = new JsonObject { ["type"] = type, ["uniqueItems"] = true },
    };
}
