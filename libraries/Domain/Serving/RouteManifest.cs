using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Landfall.Contracts.Agent;
using Landfall.Contracts.Documents;

namespace Landfall.Domain.Serving;

/// <summary>
/// The <c>HTTPRoute</c> that carries given weights. Pure. Every default of the Gateway API is written out, so that what is
/// stored can be compared with what was written.
/// </summary>
public static class RouteManifest
{
    public const string Group = "gateway.networking.k8s.io";
    public const string Version = "v1";
    public const string Plural = "httproutes";

    /// <summary>Strata of weights are fences: none is called so.</summary>
    public const string TesterStratum = "testers";

    /// <summary>
    /// One rule: requests for the model go to the champion and the candidate by weight, each with the stratum it counts in.
    /// A version without weight is not named at all, so that it can be retired. Testers of a candidate have a rule of their own, in a
    /// stratum that no judge reads.
    /// </summary>
    public static JsonObject Spec(RouteRef route, Weights weights, GatewaySpec gateway, TesterSpec? testers = null)
    {
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(gateway);

        var filters = new JsonArray(Stratum(weights.Stratum));
        if (weights is { Mirror: true, Candidate: { } shadow })
            filters.Add(Mirror(Backend(route, shadow), weights.MirrorPercent ?? 100));

        return new()
        {
            ["parentRefs"] = new JsonArray(new JsonObject
            {
                ["group"] = Group,
                ["kind"] = "Gateway",
                ["namespace"] = gateway.Namespace,
                ["name"] = gateway.Name,
            }),
            ["rules"] = Rules(route, weights, filters, testers),
        };
    }

    /// <summary>The route as written by one change.</summary>
    /// <param name="live">What is stored now: labels and annotations of others are kept.</param>
    public static JsonObject Of(TrafficChange change, Fence fence, GatewaySpec gateway, JsonObject? live, TesterSpec? testers = null)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(fence);

        var spec = Spec(change.Route, change.Weights, gateway, testers);
        var metadata = new JsonObject { ["name"] = change.Route.Name, ["namespace"] = change.Route.Namespace };
        if (live?["metadata"]?["resourceVersion"] is { } version)
            metadata["resourceVersion"] = version.GetValue<string>();

        var labels = Kept(live, "labels");
        labels["app.kubernetes.io/managed-by"] = "landfall";
        metadata["labels"] = labels;

        var notes = Kept(live, "annotations");
        notes[RouteAnnotations.Fence] = fence.ToString();
        notes[RouteAnnotations.Run] = change.RunId;
        notes[RouteAnnotations.Reason] = change.Reason;
        notes[RouteAnnotations.Weights] = JsonSerializer.Serialize(change.Weights, ContractsJson.Options);
        notes[RouteAnnotations.Rules] = Digest(spec);
        if (change.ByHand is { } byHand)
            notes[RouteAnnotations.Rollback] = JsonSerializer.Serialize(byHand, ContractsJson.Options);
        notes[RouteAnnotations.Sticky] = gateway.Capabilities.Contains(GatewayCapability.Sticky) ? "true" : "false";
        metadata["annotations"] = notes;

        return new()
        {
            ["apiVersion"] = $"{Group}/{Version}",
            ["kind"] = "HTTPRoute",
            ["metadata"] = metadata,
            ["spec"] = spec,
        };
    }

    /// <summary>SHA-256 over the rules with sorted names, <c>sha256:…</c>.</summary>
    public static string Digest(JsonNode? spec)
    {
        var text = new StringBuilder();
        Canonical(spec, text);
        return $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))}";
    }

    private static JsonArray Rules(RouteRef route, Weights weights, JsonArray filters, TesterSpec? testers)
    {
        var rules = new JsonArray(new JsonObject
        {
            ["matches"] = new JsonArray(new JsonObject { ["path"] = PathOf(weights, route) }),
            ["filters"] = filters,
            ["backendRefs"] = Backends(route, weights),
        });
        if (testers is not null && weights is { Candidate: { } candidate, CandidateWeight: < 100 })
        {
            rules.Add(new JsonObject
            {
                ["matches"] = new JsonArray(new JsonObject
                {
                    ["path"] = PathOf(weights, route),
                    ["headers"] = new JsonArray(new JsonObject
                    {
                        ["type"] = "Exact",
                        ["name"] = testers.Header,
                        ["value"] = testers.Value,
                    }),
                }),
                ["filters"] = new JsonArray(Stratum(TesterStratum)),
                ["backendRefs"] = new JsonArray(Weighted(Backend(route, candidate), 100)),
            });
        }

        return rules;
    }

    /// <summary>The models' own path: a model carries its pipeline's name, so many of them share a gateway.</summary>
    private static JsonObject PathOf(Weights weights, RouteRef route) => new()
    {
        ["type"] = "PathPrefix",
        ["value"] = $"/v2/models/{(weights.Champion ?? weights.Candidate)?.Model ?? route.Name}",
    };

    private static JsonArray Backends(RouteRef route, Weights weights)
    {
        var backends = new JsonArray();
        var championHas = weights.Champion is null ? 0 : 100 - weights.CandidateWeight;
        if (championHas > 0)
            backends.Add(Weighted(Backend(route, weights.Champion!), championHas));
        if (weights is { Candidate: { } candidate, CandidateWeight: > 0 })
            backends.Add(Weighted(Backend(route, candidate), weights.CandidateWeight));
        return backends;
    }

    private static JsonObject Backend(RouteRef route, ModelVersionRef version) => new()
    {
        ["group"] = "",
        ["kind"] = "Service",
        ["name"] = ServingNames.Deployment(route.Name, version),
        ["port"] = ServingNames.ServicePort,
    };

    private static JsonObject Weighted(JsonObject backend, int weight)
    {
        backend["weight"] = weight;
        return backend;
    }

    private static JsonObject Stratum(string stratum) => new()
    {
        ["type"] = "RequestHeaderModifier",
        ["requestHeaderModifier"] = new JsonObject
        {
            ["set"] = new JsonArray(new JsonObject { ["name"] = AgentHeaders.Stratum, ["value"] = stratum }),
        },
    };

    /// <summary>All is what a gateway does unasked; the field for less came with v1.2 of the Gateway API.</summary>
    private static JsonObject Mirror(JsonObject backend, int percent)
    {
        var mirror = new JsonObject { ["backendRef"] = backend };
        if (percent < 100)
            mirror["percent"] = percent;
        return new() { ["type"] = "RequestMirror", ["requestMirror"] = mirror };
    }

    private static JsonObject Kept(JsonObject? live, string part) =>
        live?["metadata"]?[part] is JsonObject kept ? kept.DeepClone().AsObject() : [];

    private static void Canonical(JsonNode? node, StringBuilder text)
    {
        switch (node)
        {
            case JsonObject named:
                text.Append('{');
                foreach (var (name, value) in named.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    text.Append(CultureInfo.InvariantCulture, $"{JsonSerializer.Serialize(name)}:");
                    Canonical(value, text);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case JsonArray list:
                text.Append('[');
                foreach (var item in list)
                {
                    Canonical(item, text);
                    text.Append(',');
                }

                text.Append(']');
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }
}
