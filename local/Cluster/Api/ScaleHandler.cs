using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Patch;
using Landfall.Local.Cluster.Store;

namespace Landfall.Local.Cluster.Api;

/// <summary>The scale subresource: the count of replicas and nothing else.</summary>
internal sealed class ScaleHandler(ObjectWriter writer, ObjectStore store)
{
    public async Task RunAsync(ResourceRequest request)
    {
        var method = request.Http.Request.Method;
        var present = store.Get(request.Kind, request.Namespace, request.Name)
            ?? throw ApiException.NotFound(request.Kind, request.Name);
        if (method == "GET")
        {
            await Answer.JsonAsync(request.Http, 200, Scale(present));
            return;
        }
        if (method is not ("PUT" or "PATCH"))
            throw ApiException.Method();
        var body = BodyReader.Yaml(await BodyReader.TextAsync(request.Http.Request));
        var context = new WriteContext(request.FieldManager, DryRun: request.DryRun);
        var result = writer.Update(request.Kind, request.Namespace, request.Name, context, target =>
        {
            var before = Scale(target);
            var wanted = body switch
            {
                JsonArray operations => JsonPatch.Apply(before, operations),
                _ when method == "PATCH" => MergePatch.Apply(before, body)!.AsObject(),
                _ => body as JsonObject ?? throw ApiException.BadRequest("the body must be a Scale"),
            };
            if (wanted.Text("metadata", "resourceVersion") is { Length: > 0 } version)
                target.Child("metadata")["resourceVersion"] = version;
            target.Child("spec")["replicas"] = wanted.Number("spec", "replicas") ?? 0;
            return target;
        });
        await Answer.JsonAsync(request.Http, 200, Scale(result.Object));
    }

    private static JsonObject Scale(JsonObject workload) => new()
    {
        ["kind"] = "Scale",
        ["apiVersion"] = "autoscaling/v1",
        ["metadata"] = new JsonObject
        {
            ["name"] = workload.Name(),
            ["namespace"] = workload.Namespace(),
            ["uid"] = workload.Uid(),
            ["resourceVersion"] = workload.At("metadata", "resourceVersion")?.DeepClone(),
            ["creationTimestamp"] = workload.At("metadata", "creationTimestamp")?.DeepClone(),
        },
        ["spec"] = new JsonObject { ["replicas"] = workload.Number("spec", "replicas") ?? 0 },
        ["status"] = new JsonObject
        {
            ["replicas"] = workload.Number("status", "replicas") ?? 0,
            ["selector"] = string.Join(",", workload.Map("spec", "selector", "matchLabels").Select(p => $"{p.Key}={p.Value}")),
        },
    };
}
