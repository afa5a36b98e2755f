using System.Text.RegularExpressions;

namespace Landfall.Infra.Tests;

/// <summary>What the code asks of the cluster, read from the sources: "group/resource verb".</summary>
internal static partial class ClusterCalls
{
    private static readonly Dictionary<string, string> Resources = new()
    {
        ["Job"] = "batch/jobs",
        ["Pod"] = "/pods",
        ["PodLog"] = "/pods/log",
        ["Secret"] = "/secrets",
        ["ConfigMap"] = "/configmaps",
        ["Service"] = "/services",
        ["Deployment"] = "apps/deployments",
        ["Lease"] = "coordination.k8s.io/leases",
        ["PodDisruptionBudget"] = "policy/poddisruptionbudgets",
        ["HorizontalPodAutoscaler"] = "autoscaling/horizontalpodautoscalers",
    };

    private static readonly Dictionary<string, string> Verbs = new()
    {
        ["Read"] = "get",
        ["Get"] = "get",
        ["List"] = "list",
        ["Watch"] = "watch",
        ["WatchList"] = "watch",
        ["Create"] = "create",
        ["Replace"] = "update",
        ["Patch"] = "patch",
        ["Delete"] = "delete",
        ["DeleteCollection"] = "deletecollection",
    };

    /// <summary>The rooms whose code an app runs.</summary>
    public static IReadOnlyDictionary<string, string[]> Rooms { get; } = new Dictionary<string, string[]>
    {
        ["train"] = ["libraries/Kubernetes/Jobs", "functions/Train"],
        ["evaluate"] = ["libraries/Kubernetes/Jobs", "functions/Evaluate"],
        ["rollout"] =
        [
            "libraries/Kubernetes/Serving", "libraries/Kubernetes/Routes", "libraries/Kubernetes/Leases",
            "functions/Rollout",
        ],
    };

    public static IEnumerable<string> Of(string app) =>
        Rooms[app].SelectMany(Sources).SelectMany(In).Distinct().Order(StringComparer.Ordinal);

    public static IEnumerable<string> Sources(string room) =>
        Directory.EnumerateFiles(SourceTree.At(room.Split('/')), "*.cs", SearchOption.AllDirectories);

    public static IEnumerable<string> In(string file)
    {
        var text = File.ReadAllText(file);
        foreach (Match call in Call().Matches(text))
            yield return $"{Resources[call.Groups["kind"].Value]} {Verbs[call.Groups["verb"].Value]}";
        foreach (Match call in CustomCall().Matches(text))
            yield return $"gateway.networking.k8s.io/httproutes {Verbs[call.Groups["verb"].Value]}";
        if (ProxyCall().IsMatch(text))
            yield return "/pods/proxy get";

        // An apply makes what is not there, and the API server asks for both rights.
        var applied = AppliedHere().Matches(text).Concat(
            file.EndsWith("Manifest.cs", StringComparison.Ordinal) ? AppliedElsewhere().Matches(text) : []);
        foreach (var kind in applied.Select(match => match.Groups["kind"].Value))
        {
            yield return $"{Resources[kind]} create";
            yield return $"{Resources[kind]} patch";
        }
    }

    [GeneratedRegex(@"(?:Core|Batch|Apps|Coordination|Networking|Policy|Autoscaling)V\d\s*\."
        + @"(?<verb>[A-Z]\w*?)Namespaced(?<kind>\w+?)(?:WithHttpMessages)?Async")]
    private static partial Regex Call();

    // The client has no call for this one that carries a query.
    [GeneratedRegex(@"/proxy/.*HttpMethod\.Get", RegexOptions.Singleline)]
    private static partial Regex ProxyCall();

    [GeneratedRegex(@"CustomObjects\s*\.(?<verb>[A-Z]\w*?)NamespacedCustomObject")]
    private static partial Regex CustomCall();

    [GeneratedRegex(@"\.Apply\(\s*new V1(?<kind>\w+)")]
    private static partial Regex AppliedHere();

    [GeneratedRegex(@"public static V\d(?<kind>\w+)\?? \w+\(")]
    private static partial Regex AppliedElsewhere();
}
