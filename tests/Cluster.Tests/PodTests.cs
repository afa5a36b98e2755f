using System.Text.Json.Nodes;

namespace Landfall.Cluster.Tests;

/// <summary>Jobs, Deployments and pods whose processes really run.</summary>
public sealed class PodTests
{
    private static string Job(string name, string script, string more = "") => $$$"""
        {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"{{{name}}}"},"spec":{"backoffLimit":0 {{{more}}},
         "template":{"spec":{"restartPolicy":"Never","terminationGracePeriodSeconds":1,"containers":[{"name":"main","image":"sh","args":[{{{JsonValue.Create(script).ToJsonString()}}}] }]} } } }
        """;

    private static string Path(string name) => $"/apis/batch/v1/namespaces/default/jobs/{name}";

    private static bool Has(JsonObject? target, string condition, string status = "True") =>
        target?["status"]?["conditions"] is JsonArray list
        && list.Any(c => (string?)c!["type"] == condition && (string?)c["status"] == status);

    [Fact]
    public async Task A_job_completes_and_its_log_can_be_read()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.ApplyAsync(Path("good"), Job("good", "echo one; echo two"));
        await Eventually.True(() => Has(cluster.Find("Job", "good"), "Complete"), "the Job completes");
        var job = cluster.Find("Job", "good")!;
        Assert.Equal(1, (int?)job["status"]!["succeeded"]);
        Assert.True(Has(job, "SuccessCriteriaMet"));
        var pod = Assert.Single(cluster.Pods("job-name", "good"));
        Assert.Equal("Succeeded", (string?)pod["status"]!["phase"]);
        var (status, log) = await cluster.SendAsync("GET",
            $"/api/v1/namespaces/default/pods/{pod["metadata"]!["name"]}/log?tailLines=1");
        Assert.Equal(200, status);
        Assert.Equal("two\n", (string?)log["text"]);
    }

    [Fact]
    public async Task A_failed_job_says_backoff_limit_and_its_pod_keeps_the_exit_code()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.ApplyAsync(Path("bad"), Job("bad", "exit 42"));
        await Eventually.True(() => Has(cluster.Find("Job", "bad"), "Failed"), "the Job fails");
        var pod = Assert.Single(cluster.Pods("job-name", "bad"));
        Assert.Equal(42, (int?)pod["status"]!["containerStatuses"]![0]!["state"]!["terminated"]!["exitCode"]);
        var condition = cluster.Find("Job", "bad")!["status"]!["conditions"]!.AsArray()[^1]!;
        Assert.Equal("BackoffLimitExceeded", (string?)condition["reason"]);
    }

    [Theory]
    [InlineData("seq 100; exit 1", ",\"terminationMessagePolicy\":\"FallbackToLogsOnError\"", "21\n", 80)]
    [InlineData("exit 1", ",\"terminationMessagePolicy\":\"FallbackToLogsOnError\"", null, 0)]
    [InlineData("seq 100", ",\"terminationMessagePolicy\":\"FallbackToLogsOnError\"", null, 0)]
    [InlineData("seq 100; exit 1", "", null, 0)]
    public async Task The_last_words_of_a_program_stay_where_they_are_asked_for(string script, string policy, string? first, int lines)
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.ApplyAsync(Path("talks"), Job("talks", script).Replace("\"image\":\"sh\"", "\"image\":\"sh\"" + policy));
        await Eventually.True(
            () => Has(cluster.Find("Job", "talks"), "Failed") || Has(cluster.Find("Job", "talks"), "Complete"), "the Job ends");
        var ended = Assert.Single(cluster.Pods("job-name", "talks"))["status"]!["containerStatuses"]![0]!["state"]!["terminated"]!;
        var words = (string?)ended["message"];
        Assert.Equal(lines, words?.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length ?? 0);
        Assert.StartsWith(first ?? "", words ?? "");
    }

    [Fact]
    public async Task A_deadline_ends_the_process_and_the_job()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.ApplyAsync(Path("slow"), Job("slow", "sleep 100", ",\"activeDeadlineSeconds\":1"));
        await Eventually.True(() => Has(cluster.Find("Job", "slow"), "Failed"), "the Job fails");
        Assert.Empty(cluster.Pods("job-name", "slow"));
        var status = cluster.Find("Job", "slow")!["status"]!;
        Assert.Equal("DeadlineExceeded", (string?)status["conditions"]!.AsArray()[^1]!["reason"]);
        Assert.Equal(1, (int?)status["failed"]);
    }

    [Fact]
    public async Task Init_containers_and_a_sidecar_share_files_and_ports_with_the_main_container()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.ApplyAsync("/api/v1/namespaces/default/pods/two", """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"two"},"spec":{"restartPolicy":"Never","terminationGracePeriodSeconds":1,
             "volumes":[{"name":"work"}],
             "initContainers":[
              {"name":"fetch","image":"sh","args":["echo hello > /landfall/in"],"env":[{"name":"TARGET","value":"/landfall/in"}],"command":["/bin/sh","-c","echo hello > $TARGET"],"volumeMounts":[{"name":"work","mountPath":"/landfall"}]},
              {"name":"server","image":"sh","restartPolicy":"Always","command":["/bin/sh","-c","sleep 100"],"ports":[{"containerPort":8080}]}],
             "containers":[{"name":"main","image":"sh","args":["cat $LANDFALL_ROOT/in; echo $PORT_OF_SERVER"],"env":[{"name":"PORT_OF_SERVER","value":"http://127.0.0.1:8080"}],"volumeMounts":[{"name":"work","mountPath":"/landfall"}]}]}}
            """);
        await Eventually.True(() => (string?)cluster.Find("Pod", "two")?["status"]?["phase"] == "Succeeded", "the pod succeeds");
        var pod = cluster.Find("Pod", "two")!;
        var host = ((string)pod["metadata"]!["annotations"]!["landfall.dev/host-ports"]!).Split('=')[1];
        var (_, log) = await cluster.SendAsync("GET", "/api/v1/namespaces/default/pods/two/log?container=main");
        Assert.Equal($"hello\nhttp://127.0.0.1:{host}\n", (string?)log["text"]);
    }

    [Fact]
    public async Task An_unknown_image_waits_and_names_the_file_to_change()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.ApplyAsync(Path("nope"), Job("nope", "x").Replace("\"sh\"", "\"registry.local/none:1\""));
        var waiting = await Eventually.Found(() => cluster.Pods("job-name", "nope").FirstOrDefault()?
            ["status"]?["containerStatuses"]?[0]?["state"]?["waiting"] is JsonObject w
            && (string?)w["reason"] == "ImagePullBackOff" ? w : null, "the pod backs off");
        Assert.Contains("images.yaml", (string?)waiting["message"]);
    }

    [Fact]
    public async Task A_deployment_rolls_to_a_new_template_and_its_service_finds_it()
    {
        await using var cluster = await TestCluster.StartAsync();
        string Deployment(string version) => $$$"""
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"replicas":1,"selector":{"matchLabels":{"app":"web"}},
             "template":{"metadata":{"labels":{"app":"web"}},"spec":{"terminationGracePeriodSeconds":1,"containers":[{"name":"main","image":"sh","args":["sleep 100 # {{{version}}}"],"ports":[{"containerPort":8000}]}]} } } }
            """;
        await cluster.ApplyAsync("/api/v1/namespaces/default/services/web",
            """{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"selector":{"app":"web"},"ports":[{"port":80,"targetPort":8000}]}}""");
        bool RolledOut(int generation) => cluster.Find("Deployment", "web")?["status"] is JsonObject s
            && (int?)s["observedGeneration"] >= generation && (int?)s["updatedReplicas"] == 1 && (int?)s["availableReplicas"] == 1
            && (int?)s["replicas"] == 1;
        await cluster.ApplyAsync("/apis/apps/v1/namespaces/default/deployments/web", Deployment("1"));
        await Eventually.True(() => RolledOut(1), "the first version is out");
        var first = Assert.Single(cluster.Cluster.ResolveService("default", "web", 80));
        await cluster.ApplyAsync("/apis/apps/v1/namespaces/default/deployments/web", Deployment("2"));
        await Eventually.True(() => RolledOut(2), "the second version is out");
        await Eventually.True(() => cluster.Cluster.ResolveService("default", "web", 80) is [var second] && second.Port != first.Port,
            "the Service knows the new pod only");
        Assert.Equal(2, cluster.Cluster.List("ReplicaSet", "default").Count);
    }

    [Fact]
    public async Task A_process_that_outlives_the_server_is_taken_up_with_its_real_exit_code()
    {
        var folder = Directory.CreateTempSubdirectory("landfall-cluster").FullName;
        var gate = System.IO.Path.Combine(folder, "gate");
        var before = await TestCluster.StartAsync(folder);
        await before.ApplyAsync(Path("long"), Job("long", $"while [ ! -e {gate} ]; do sleep 0.1; done; exit 7"));
        await Eventually.True(() => before.Pods("job-name", "long").FirstOrDefault()?["status"]?["phase"]?.GetValue<string>() == "Running",
            "the process runs");
        await before.Cluster.AbandonAsync();
        before.Http.Dispose();
        await using var after = await TestCluster.StartAsync(folder);
        Assert.Equal("Running", (string?)after.Pods("job-name", "long")[0]["status"]!["phase"]);
        await File.WriteAllTextAsync(gate, "");
        await Eventually.True(() => Has(after.Find("Job", "long"), "Failed"), "the Job fails");
        var pod = Assert.Single(after.Pods("job-name", "long"));
        Assert.Equal(7, (int?)pod["status"]!["containerStatuses"]![0]!["state"]!["terminated"]!["exitCode"]);
    }

    [Fact]
    public async Task A_pod_that_is_ended_with_the_server_says_that_the_node_went_down()
    {
        var folder = Directory.CreateTempSubdirectory("landfall-cluster").FullName;
        var before = await TestCluster.StartAsync(folder);
        await before.ApplyAsync(Path("cut"), Job("cut", "sleep 100"));
        await Eventually.True(
            () => (string?)before.Pods("job-name", "cut").FirstOrDefault()?["status"]?["phase"] == "Running",
            "the process runs");
        before.Http.Dispose();
        await before.Cluster.DisposeAsync();
        await using var after = await TestCluster.StartAsync(folder);
        await Eventually.True(() => Has(after.Find("Job", "cut"), "Failed"), "the Job fails");
        var pod = Assert.Single(after.Pods("job-name", "cut"));
        Assert.Equal("Terminated", (string?)pod["status"]!["reason"]);
        Assert.True(Has(pod, "DisruptionTarget"));
    }
}
