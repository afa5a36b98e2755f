using Landfall.Local.Cluster.Kinds;
using Microsoft.AspNetCore.Http;

namespace Landfall.Local.Cluster.Api;

/// <summary>A request on a resource, taken from its path: <c>/apis/G/V/namespaces/NS/PLURAL/NAME/SUB/REST</c>.</summary>
internal sealed record ResourceRequest(ApiKind Kind, string Namespace, string Name, string Subresource, string Rest)
{
    public required HttpContext Http { get; init; }

    public string Query(string name) => Http.Request.Query[name].ToString();

    public bool DryRun => Query("dryRun") switch
    {
        "" => false,
        "All" => true,
        var other => throw ApiException.Invalid("meta.k8s.io", "PatchOptions", "", [new Cause("FieldValueNotSupported",
            $"Unsupported value: \"{other}\": supported values: \"All\"", "dryRun")]),
    };

    public string FieldManager => Query("fieldManager") is { Length: > 0 } named
        ? named
        : Http.Request.Headers.UserAgent.ToString().Split('/')[0] is { Length: > 0 } agent ? agent : "unknown";

    /// <summary>Null when the path is not one of a known group and version: the answer is then a plain 404.</summary>
    /// <exception cref="ApiException">404: the group is known and the resource is not.</exception>
    public static ResourceRequest? Parse(HttpContext http)
    {
        var parts = http.Request.Path.Value!.Trim('/').Split('/');
        string group, version;
        string[] rest;
        if (parts is ["api", var core, ..])
            (group, version, rest) = ("", core, parts[2..]);
        else if (parts is ["apis", var named, var v, ..])
            (group, version, rest) = (named, v, parts[3..]);
        else
            return null;
        if (!KindTable.HasGroupVersion(group, version) || rest.Length == 0)
            return null;
        var ns = "";
        if (rest[0] == "namespaces" && rest.Length > 2 && rest[2] is not ("status" or "finalize"))
            (ns, rest) = (rest[1], rest[2..]);
        var kind = KindTable.ByPlural(group, version, rest[0]) ?? throw ApiException.UnknownResource();
        var name = rest.Length > 1 ? Uri.UnescapeDataString(rest[1]) : "";
        var sub = rest.Length > 2 ? rest[2] : "";
        var tail = rest.Length > 3 ? string.Join('/', rest[3..]) : "";
        return new ResourceRequest(kind, kind.Namespaced ? ns : "", name, sub, tail) { Http = http };
    }
}
