using System.Text.Json.Nodes;

namespace Landfall.Local.Cluster.Admission;

/// <summary>The defaults the API server writes into a pod's spec or into the template of a workload.</summary>
internal static class PodDefaults
{
    public static void Apply(JsonObject spec, bool isPod)
    {
        foreach (var container in spec.Items("initContainers").Concat(spec.Items("containers")))
            Container(container);
        foreach (var volume in spec.Items("volumes"))
            Volume(volume);
        spec.Default("restartPolicy", "Always");
        spec.Default("terminationGracePeriodSeconds", 30);
        spec.Default("dnsPolicy", "ClusterFirst");
        spec.Default("securityContext", new JsonObject());
        spec.Default("schedulerName", "default-scheduler");
        if (!isPod)
            return;
        spec.Default("serviceAccountName", "default");
        spec.Default("enableServiceLinks", true);
        spec.Default("preemptionPolicy", "PreemptLowerPriority");
        spec.Default("priority", 0);
    }

    private static void Container(JsonObject container)
    {
        foreach (var port in container.Items("ports"))
            port.Default("protocol", "TCP");
        foreach (var source in container.Items("env").Select(env => env.At("valueFrom", "fieldRef")).OfType<JsonObject>())
            source.Default("apiVersion", "v1");
        foreach (var name in (string[])["livenessProbe", "readinessProbe", "startupProbe"])
        {
            if (container[name] is JsonObject probe)
                Probe(probe);
        }
        container.Default("resources", new JsonObject());
        container.Default("terminationMessagePath", "/dev/termination-log");
        container.Default("terminationMessagePolicy", "File");
        var image = container.Text("image") ?? "";
        var latest = image.EndsWith(":latest", StringComparison.Ordinal) || !image[(image.LastIndexOf('/') + 1)..].Contains(':');
        container.Default("imagePullPolicy", latest && !image.Contains('@') ? "Always" : "IfNotPresent");
    }

    private static void Probe(JsonObject probe)
    {
        probe.Default("timeoutSeconds", 1);
        probe.Default("periodSeconds", 10);
        probe.Default("successThreshold", 1);
        probe.Default("failureThreshold", 3);
        if (probe["httpGet"] is JsonObject get)
        {
            get.Default("path", "/");
            get.Default("scheme", "HTTP");
        }
    }

    private static void Volume(JsonObject volume)
    {
        foreach (var name in (string[])["secret", "configMap", "downwardAPI", "projected"])
            (volume[name] as JsonObject)?.Default("defaultMode", 420);
        if (volume.Count == 1)
            volume["emptyDir"] = new JsonObject();
    }
}
