using System.Text;
using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Kinds;

namespace Landfall.Local.Cluster.Admission;

/// <summary>Fills in what the real API server would, for every kind.</summary>
internal static class Defaults
{
    public static void Apply(ApiKind kind, JsonObject target)
    {
        switch (kind.Name)
        {
            case "Namespace":
                target.Child("metadata").Child("labels")["kubernetes.io/metadata.name"] = target.Name();
                target.Child("spec").Default("finalizers", new JsonArray("kubernetes"));
                target.Child("status").Default("phase", "Active");
                break;
            case "Secret": Secret(target); break;
            case "Service": Service(target); break;
            case "Job": WorkloadDefaults.Job(target); break;
            case "Deployment": WorkloadDefaults.Deployment(target); break;
            case "ReplicaSet": WorkloadDefaults.ReplicaSet(target); break;
            case "HTTPRoute": RouteDefaults.Apply(target); break;
            case "Gateway": RouteDefaults.Gateway(target); break;
            case "Pod":
                PodDefaults.Apply(target.Child("spec"), isPod: true);
                target.Child("status").Default("phase", "Pending");
                target.Child("status").Default("qosClass", "BestEffort");
                break;
            case "NetworkPolicy":
                target.Child("spec").Default("policyTypes", target.At("spec", "egress") is null
                    ? new JsonArray("Ingress")
                    : new JsonArray("Ingress", "Egress"));
                break;
            case "HorizontalPodAutoscaler": target.Child("spec").Default("minReplicas", 1); break;
        }
    }

    private static void Secret(JsonObject secret)
    {
        secret.Default("type", "Opaque");
        if (secret["stringData"] is not JsonObject plain)
            return;
        var data = secret.Child("data");
        foreach (var (name, value) in plain)
            data[name] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value?.GetValue<string>() ?? ""));
        secret.Remove("stringData");
    }

    private static void Service(JsonObject service)
    {
        var spec = service.Child("spec");
        foreach (var port in spec.Items("ports"))
        {
            port.Default("protocol", "TCP");
            port.Default("targetPort", port["port"]?.DeepClone());
        }
        spec.Default("type", "ClusterIP");
        spec.Default("sessionAffinity", "None");
        spec.Default("ipFamilies", new JsonArray("IPv4"));
        spec.Default("ipFamilyPolicy", "SingleStack");
        spec.Default("internalTrafficPolicy", "Cluster");
        // Nothing routes to this address: the gateway resolves a Service to its pods' ports. It is here because
        // clients print it; derived from the uid, so that it is stable.
        var hash = Math.Abs(string.GetHashCode(service.Uid(), StringComparison.Ordinal));
        spec.Default("clusterIP", $"10.0.{hash / 251 % 251}.{(hash % 251) + 2}");
        spec.Default("clusterIPs", new JsonArray(spec["clusterIP"]!.DeepClone()));
        service.Child("status").Default("loadBalancer", new JsonObject());
    }
}
