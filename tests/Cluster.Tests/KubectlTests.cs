using System.Diagnostics;

namespace Landfall.Cluster.Tests;

/// <summary>The real kubectl against the local cluster.</summary>
public sealed class KubectlTests
{
    private const string Manifest = """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: hello}
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
              - {name: main, image: sh, args: ["echo hello from a pod"]}
        """;

    [Fact]
    public async Task Kubectl_applies_waits_reads_logs_and_deletes()
    {
        Assert.SkipWhen(OnPath("kubectl") is null, "kubectl is not on the PATH");
        await using var cluster = await TestCluster.StartAsync();
        var manifest = Path.Combine(cluster.Folder, "job.yaml");
        await File.WriteAllTextAsync(manifest, Manifest);
        Assert.Contains("default", await RunAsync(cluster, "get namespaces"));
        Assert.Contains("job.batch/hello created", await RunAsync(cluster, $"apply -f {manifest}"));
        Assert.Contains("unchanged", await RunAsync(cluster, $"apply -f {manifest}"));
        Assert.Contains("condition met", await RunAsync(cluster, "wait --for=condition=complete job/hello --timeout=20s"));
        Assert.Contains("hello from a pod", await RunAsync(cluster, "logs job/hello"));
        Assert.Matches("hello +Complete +1/1", await RunAsync(cluster, "get jobs"));
        Assert.Contains("SuccessfulCreate", await RunAsync(cluster, "describe job hello"));
        Assert.Contains("serverside-applied", await RunAsync(cluster, $"apply --server-side --force-conflicts -f {manifest}"));
        Assert.Contains("labeled", await RunAsync(cluster, "label job hello colour=blue"));
        Assert.Contains("deleted", await RunAsync(cluster, "delete job hello"));
        Assert.Contains("No resources found", await RunAsync(cluster, "get jobs"));
    }

    [Fact]
    public async Task Kubectl_rolls_a_deployment_out_and_scales_it()
    {
        Assert.SkipWhen(OnPath("kubectl") is null, "kubectl is not on the PATH");
        await using var cluster = await TestCluster.StartAsync();
        var manifest = Path.Combine(cluster.Folder, "web.yaml");
        await File.WriteAllTextAsync(manifest, """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  terminationGracePeriodSeconds: 1
                  containers:
                  - {name: main, image: sh, args: ["sleep 100"]}
            """);
        await RunAsync(cluster, $"apply -f {manifest}");
        Assert.Contains("successfully rolled out", await RunAsync(cluster, "rollout status deployment/web --timeout=20s"));
        Assert.Contains("scaled", await RunAsync(cluster, "scale deployment/web --replicas=2"));
        Assert.Contains("env updated", await RunAsync(cluster, "set env deployment/web COLOUR=blue"));
        Assert.Contains("successfully rolled out", await RunAsync(cluster, "rollout status deployment/web --timeout=20s"));
        Assert.Matches("web +2/2 +2 +2", await RunAsync(cluster, "get deployments"));
        Assert.Contains("deleted", await RunAsync(cluster, "delete deployment web"));
    }

    private static async Task<string> RunAsync(TestCluster cluster, string arguments)
    {
        var config = Path.Combine(cluster.Folder, "kubeconfig");
        cluster.Cluster.WriteKubeconfig(config);
        ProcessStartInfo start = new("kubectl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["KUBECONFIG"] = config;
        start.Environment["HOME"] = cluster.Folder;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var text = await output + await error;
        Assert.True(process.ExitCode == 0, $"kubectl {arguments}: {text}\n{string.Join('\n', cluster.Log)}");
        return text;
    }

    private static string? OnPath(string program) => Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
