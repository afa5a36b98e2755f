using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Kinds;

namespace Landfall.Local.Cluster.Api;

/// <summary>One reason of a refusal, as listed in <c>details.causes</c>.</summary>
internal sealed record Cause(string Reason, string Message, string Field);

/// <summary>A refusal with its Kubernetes <c>Status</c> body.</summary>
internal sealed class ApiException(int code, string? reason, string message, JsonObject? details = null)
    : Exception(message)
{
    public int Code { get; } = code;

    public string? Reason { get; } = reason;

    public string? Warning { get; init; }

    public JsonObject Status()
    {
        JsonObject status = new()
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = Message,
        };
        if (Reason is not null)
            status["reason"] = Reason;
        if (details is not null)
            status["details"] = details.DeepClone();
        status["code"] = Code;
        return status;
    }

    public static ApiException NotFound(ApiKind kind, string name) =>
        new(404, "NotFound", $"{kind.Qualified} \"{name}\" not found", Details(kind, name, kind.Plural));

    public static ApiException UnknownResource() =>
        new(404, "NotFound", "the server could not find the requested resource", []);

    public static ApiException Method() => new(405, "MethodNotAllowed",
        "the server does not allow this method on the requested resource", []);

    public static ApiException BadRequest(string message) => new(400, "BadRequest", message);

    public static ApiException AlreadyExists(ApiKind kind, string name, bool dying) => new(409, "AlreadyExists",
        (dying ? "object is being deleted: " : "") + $"{kind.Qualified} \"{name}\" already exists",
        Details(kind, name, kind.Plural));

    public static ApiException Stale(ApiKind kind, string name) => new(409, "Conflict",
        $"Operation cannot be fulfilled on {kind.Qualified} \"{name}\": the object has been modified; " +
        "please apply your changes to the latest version and try again", Details(kind, name, kind.Plural));

    public static ApiException Precondition(ApiKind kind, string name, string what, string asked, string stored) =>
        new(409, "Conflict",
            $"Operation cannot be fulfilled on {kind.QualifiedKind} \"{name}\": the {what} in the precondition ({asked}) " +
            $"does not match the {what} in record ({stored}). The object might have been " +
            (what == "UID" ? "deleted and then recreated" : "modified"), Details(kind, name, kind.Name));

    public static ApiException Invalid(ApiKind kind, string name, params IReadOnlyList<Cause> causes) =>
        Invalid(kind.Group, kind.Name, name, causes);

    public static ApiException Invalid(string group, string kind, string name, IReadOnlyList<Cause> causes)
    {
        var texts = causes.Select(cause => cause.Field.Length == 0 ? cause.Message : $"{cause.Field}: {cause.Message}")
            .Distinct().ToArray();
        var qualified = group.Length == 0 ? kind : $"{kind}.{group}";
        var details = new JsonObject();
        if (name.Length > 0)
            details["name"] = name;
        if (group.Length > 0)
            details["group"] = group;
        details["kind"] = kind;
        details["causes"] = List(causes);
        var joined = texts.Length == 1 ? texts[0] : $"[{string.Join(", ", texts)}]";
        return new ApiException(422, "Invalid", $"{qualified} \"{name}\" is invalid: {joined}", details);
    }

    public static JsonArray List(IEnumerable<Cause> causes) => [.. causes.Select(cause => new JsonObject
    {
        ["reason"] = cause.Reason, ["message"] = cause.Message, ["field"] = cause.Field,
    })];

    public static JsonObject Details(ApiKind kind, string name, string kindText)
    {
        JsonObject details = new() { ["name"] = name };
        if (kind.Group.Length > 0)
            details["group"] = kind.Group;
        details["kind"] = kindText;
        return details;
    }
}
