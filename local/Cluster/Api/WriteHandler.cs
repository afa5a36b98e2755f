using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Patch;
using Landfall.Local.Cluster.Schema;

namespace Landfall.Local.Cluster.Api;

/// <summary>POST, PUT and PATCH.</summary>
internal sealed class WriteHandler(ObjectWriter writer, TimeProvider time)
{
    private const int MaxManager = 128;

    public async Task CreateAsync(ResourceRequest request)
    {
        var kind = request.Kind;
        var body = await BodyReader.ObjectAsync(request.Http.Request, kind.Name);
        Accept(request, body, name: "");
        if (kind.Namespaced)
            writer.RequireNamespace(request.Namespace, kind, body.Name());
        var result = writer.Create(kind, request.Namespace, body, Context(request));
        await ReplyAsync(request, 201, result.Object);
    }

    public async Task ReplaceAsync(ResourceRequest request)
    {
        var body = await BodyReader.ObjectAsync(request.Http.Request, request.Kind.Name);
        Accept(request, body, request.Name);
        if (request.Kind.Custom && body.Text("metadata", "resourceVersion") is null)
            throw new ApiException(422, "Invalid", $"{request.Kind.Qualified} \"{request.Name}\" is invalid: " +
                "metadata.resourceVersion: Invalid value: 0: must be specified for an update",
                ApiException.Details(request.Kind, request.Name, request.Kind.Plural));
        var result = writer.Update(request.Kind, request.Namespace, request.Name, Context(request), _ => body);
        await ReplyAsync(request, 200, result.Object);
    }

    public async Task PatchAsync(ResourceRequest request)
    {
        var type = request.Http.Request.ContentType?.Split(';')[0];
        if (type == "application/apply-patch+yaml")
        {
            await ApplyAsync(request);
            return;
        }
        if (request.Query("force").Length > 0)
            throw Option("force", "FieldValueForbidden", "Forbidden: may not be specified for non-apply patch");
        var text = await BodyReader.TextAsync(request.Http.Request);
        var patch = BodyReader.Yaml(text);
        var result = writer.Update(request.Kind, request.Namespace, request.Name, Context(request), present =>
        {
            var patched = Patched(request, type, present, patch);
            CheckFields(request, patched);
            return patched;
        });
        await ReplyAsync(request, 200, result.Object);
    }

    private static JsonObject Patched(ResourceRequest request, string? type, JsonObject present, JsonNode? patch) => type switch
    {
        "application/merge-patch+json" when patch is JsonObject => MergePatch.Apply(present, patch)!.AsObject(),
        "application/json-patch+json" when patch is JsonArray operations => JsonPatch.Apply(present, operations),
        "application/strategic-merge-patch+json" when patch is JsonObject changes && !request.Kind.Custom =>
            StrategicMergePatch.Apply(present, changes, KindSchemas.Of(request.Kind.Name)),
        "application/merge-patch+json" or "application/json-patch+json" =>
            throw ApiException.BadRequest($"the body is not what {type} asks for: an object, or a list for a JSON patch"),
        _ => throw new ApiException(415, "UnsupportedMediaType", "the body of the request was in an unknown format - " +
            "accepted media types include: application/json-patch+json, application/merge-patch+json, " +
            (request.Kind.Custom ? "" : "application/strategic-merge-patch+json, ") + "application/apply-patch+yaml", []),
    };

    private async Task ApplyAsync(ResourceRequest request)
    {
        if (request.Query("fieldManager").Length == 0)
            throw Option("fieldManager", "FieldValueRequired", "Required value: is required for apply patch");
        var text = await BodyReader.TextAsync(request.Http.Request);
        var body = BodyReader.Yaml(text) as JsonObject ?? throw ApiException.BadRequest("the body must be a mapping");
        var kind = request.Kind;
        if (body.Text("kind") != kind.Name || body.Text("apiVersion") != kind.ApiVersion)
        {
            var version = body.Text("apiVersion") ?? "/";
            throw ApiException.BadRequest($"invalid object type: {(version.Contains('/') ? version : "/" + version)}, " +
                $"Kind={body.Text("kind")}");
        }
        if (body.Name() is { Length: > 0 } name && name != request.Name)
            throw ApiException.BadRequest($"the name of the object ({name}) does not match the name on the URL ({request.Name})");
        CheckNamespace(request, body);
        if (body.At("metadata", "managedFields") is not null)
            throw ApiException.BadRequest("metadata.managedFields must be nil");
        var fault = SchemaCheck.Faults(body, KindSchemas.Of(kind.Name)).FirstOrDefault();
        if (fault is not null)
        {
            var version = kind.Group.Length == 0 ? "/" + kind.Version : kind.ApiVersion;
            throw new ApiException(500, null, $"failed to create typed patch object ({request.Namespace}/{request.Name}; " +
                $"{version}, Kind={kind.Name}): {fault.ApplyMessage}");
        }
        body.Child("metadata").Remove("creationTimestamp");
        var result = writer.Apply(kind, request.Namespace, request.Name, body, Context(request), request.Query("force") == "true");
        await ReplyAsync(request, result.Created ? 201 : 200, result.Object);
    }

    private static void Accept(ResourceRequest request, JsonObject body, string name)
    {
        var kind = request.Kind;
        if (body.Text("kind") is { Length: > 0 } stated && stated != kind.Name)
            throw ApiException.BadRequest($"{stated} in version \"{body.Text("apiVersion")}\" cannot be handled as a {kind.Name}: " +
                $"converting ({body.Text("apiVersion")}.{stated}) to ({kind.Name}): unknown conversion");
        CheckNamespace(request, body);
        if (name.Length > 0 && body.Name() is { Length: > 0 } own && own != name)
            throw ApiException.BadRequest($"the name of the object ({own}) does not match the name on the URL ({name})");
        CheckFields(request, body);
    }

    private static void CheckNamespace(ResourceRequest request, JsonObject body)
    {
        if (body.Namespace() is { Length: > 0 } ns && ns != request.Namespace && request.Kind.Namespaced)
            throw ApiException.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
    }

    // Strict refuses, Warn (the default) tells, Ignore is silent; the unknown field goes in each case.
    private static void CheckFields(ResourceRequest request, JsonObject body)
    {
        var type = KindSchemas.Of(request.Kind.Name);
        var mode = request.Query("fieldValidation");
        var faults = SchemaCheck.Faults(body, type).ToList();
        if (faults.Find(fault => fault.UnknownField is null) is { } wrong)
            throw ApiException.BadRequest($"{request.Kind.Name} in version \"{request.Kind.Version}\" cannot be handled as a " +
                $"{request.Kind.Name}: json: cannot unmarshal {Word(wrong)} into Go struct field " +
                $"{request.Kind.Name}{wrong.Path} of type {wrong.Expected}");
        if (faults.Count == 0)
            return;
        var texts = faults.Select(fault => $"unknown field \"{fault.Path[1..]}\"").ToArray();
        if (mode == "Strict")
            throw ApiException.BadRequest($"{request.Kind.Name} in version \"{request.Kind.Version}\" cannot be handled as a " +
                $"{request.Kind.Name}: strict decoding error: {string.Join(", ", texts)}");
        foreach (var text in mode == "Ignore" ? [] : texts)
            Answer.Warn(request.Http, text);
        SchemaCheck.Prune(body, type);
    }

    private static string Word(SchemaFault fault) => fault.Value?.GetValueKind().ToString().ToLowerInvariant() ?? "null";

    private static ApiException Option(string field, string reason, string message) =>
        ApiException.Invalid("meta.k8s.io", "PatchOptions", "", [new Cause(reason, message, field)]);

    private static WriteContext Context(ResourceRequest request) => request.FieldManager.Length <= MaxManager
        ? new(request.FieldManager, request.Subresource, request.DryRun)
        : throw Option("fieldManager", "FieldValueTooLong", $"Too long: may not be more than {MaxManager} bytes");

    private Task ReplyAsync(ResourceRequest request, int status, JsonObject result) => Answer.JsonAsync(request.Http, status,
        Representation.Single(result, request.Kind, Representation.Of(request.Http.Request), time.GetUtcNow()));
}
