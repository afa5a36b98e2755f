using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Api;
using Landfall.Local.Cluster.Kinds;

namespace Landfall.Local.Cluster.Controllers;

/// <summary>Makes a pod from the template of its owner.</summary>
internal static class PodMaker
{
    public static JsonObject Create(ControllerContext context, JsonObject owner, params string[] finalizers)
    {
        var template = owner.At("spec", "template")!;
        JsonObject metadata = (template["metadata"] as JsonObject)?.Copy() ?? [];
        metadata["generateName"] = owner.Name() + "-";
        metadata["ownerReferences"] = new JsonArray(Reference(owner));
        if (finalizers.Length > 0)
            metadata["finalizers"] = new JsonArray([.. finalizers.Select(name => JsonValue.Create(name))]);
        JsonObject pod = new() { ["metadata"] = metadata, ["spec"] = template["spec"]!.DeepClone() };
        try
        {
            var made = context.Writer.Create(KindTable.Pod, owner.Namespace(), pod, WriteContext.Internal).Object;
            context.Events.Normal(owner, "SuccessfulCreate", $"Created pod: {made.Name()}", Component(owner));
            return made;
        }
        catch (ApiException e)
        {
            context.Events.Warning(owner, "FailedCreate", $"Error creating: {e.Message}", Component(owner));
            throw;
        }
    }

    public static JsonObject Reference(JsonObject owner) => new()
    {
        ["apiVersion"] = owner.Text("apiVersion"),
        ["kind"] = owner.Text("kind"),
        ["name"] = owner.Name(),
        ["uid"] = owner.Uid(),
        ["controller"] = true,
        ["blockOwnerDeletion"] = true,
    };

    public static bool OwnedBy(JsonObject target, JsonObject owner) =>
        target.Items("metadata", "ownerReferences").Any(reference => reference.Text("uid") == owner.Uid());

    public static void Delete(ControllerContext context, JsonObject pod) =>
        context.Deleter.Delete(KindTable.Pod, pod.Namespace(), pod.Name(), new DeleteOptions(null, null, pod.Uid(), null, false));

    private static string Component(JsonObject owner) => owner.Text("kind")!.ToLowerInvariant() + "-controller";
}
