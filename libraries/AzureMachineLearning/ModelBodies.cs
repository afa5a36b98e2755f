using System.Text.Json;
using System.Text.Json.Nodes;
using Landfall.Domain.Registry;

namespace Landfall.AzureMachineLearning;

/// <summary>
/// The properties of models and their versions as the resource provider reads and writes them:
/// learn.microsoft.com/azure/templates/microsoft.machinelearningservices/workspaces/models/versions.
/// </summary>
internal static class ModelBodies
{
    /// <summary>Files of any kind, which no tool is told how to load.</summary>
    private const string CustomModel = "custom_model";

    public static BinaryData Model(MirrorDraft draft) => Of(new()
    {
        ["description"] = $"Versions of {draft.Version.Model}, registered by Landfall.",
        ["isArchived"] = false,
    });

    public static BinaryData Version(MirrorDraft draft) => Of(new()
    {
        ["description"] = $"{draft.Version}, registered and signed by Landfall, which decides what serves.",
        ["modelType"] = CustomModel,
        ["modelUri"] = draft.Files.AbsoluteUri,
        ["tags"] = new JsonObject(draft.Tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value))),
        ["isAnonymous"] = false,
        ["isArchived"] = false,
    });

    /// <summary>Empty where there are none, or something else than texts.</summary>
    public static IReadOnlyDictionary<string, string> Tags(BinaryData? properties)
    {
        try
        {
            var tags = (properties is null ? null : JsonNode.Parse(properties))?["tags"] as JsonObject ?? [];
            return tags.Where(tag => tag.Value?.GetValueKind() == JsonValueKind.String)
                .ToDictionary(tag => tag.Key, tag => tag.Value!.GetValue<string>(), StringComparer.Ordinal);
        }
        catch (JsonException)
        {
            return new Dictionary<string, string>();
        }
    }

    private static BinaryData Of(JsonObject properties) => BinaryData.FromString(properties.ToJsonString());
}
