using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Kinds;
using Microsoft.AspNetCore.Http;

namespace Landfall.Local.Cluster.Api;

internal enum View { Full, Table, Metadata }

/// <summary>The form a client asks for in its Accept header: whole objects, a table, or metadata only.</summary>
internal static class Representation
{
    /// <exception cref="ApiException">406: nothing acceptable is JSON.</exception>
    public static View Of(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        foreach (var entry in accept.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = entry.Split(';', StringSplitOptions.TrimEntries);
            if (parts[0] is not ("application/json" or "*/*" or "application/*" or "application/yaml"))
                continue;
            if (parts.Contains("as=Table"))
                return View.Table;
            if (parts.Contains("as=PartialObjectMetadata") || parts.Contains("as=PartialObjectMetadataList"))
                return View.Metadata;
            return View.Full;
        }
        return accept.Length == 0
            ? View.Full
            : throw new ApiException(406, "NotAcceptable", "only the following media types are accepted: application/json, " +
                "application/json;as=Table;v=v1;g=meta.k8s.io, application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io", []);
    }

    public static JsonObject Single(JsonObject target, ApiKind kind, View view, DateTimeOffset now, bool columns = true) =>
        view switch
        {
            View.Table => TablePrinter.Table(kind, [target], target.Text("metadata", "resourceVersion") ?? "", now, columns),
            View.Metadata => Metadata(target),
            _ => target,
        };

    public static JsonObject Metadata(JsonObject target) => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = target["metadata"]?.DeepClone() ?? new JsonObject(),
    };

    public static JsonObject List(
        ApiKind kind, IReadOnlyList<JsonObject> items, JsonObject metadata, View view, DateTimeOffset now)
    {
        if (view == View.Table)
        {
            var table = TablePrinter.Table(kind, items, "", now, columns: true);
            table["metadata"] = metadata;
            return table;
        }
        JsonArray array = [];
        foreach (var item in items)
        {
            if (view == View.Metadata)
            {
                array.Add(Metadata(item));
                continue;
            }
            // Built-in items carry no type of their own; those of custom resources do.
            if (!kind.Custom)
            {
                item.Remove("kind");
                item.Remove("apiVersion");
            }
            array.Add(item);
        }
        return new JsonObject
        {
            ["kind"] = view == View.Metadata ? "PartialObjectMetadataList" : kind.Name + "List",
            ["apiVersion"] = view == View.Metadata ? "meta.k8s.io/v1" : kind.ApiVersion,
            ["metadata"] = metadata,
            ["items"] = array,
        };
    }
}
