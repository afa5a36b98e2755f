using k8s;
using k8s.Models;
using Landfall.Contracts.Agent;
using Landfall.Contracts.Documents;
using Landfall.Domain.Storage;
using Landfall.Signing;

namespace Landfall.Functions.Tests.Rollout;

public sealed class ServingTests
{
    [Fact]
    public async Task A_signed_version_becomes_ready_under_names_and_labels_that_others_look_for()
    {
        await using var platform = await RolloutPlatform.Start();

        var version = await platform.Serve("0.8 0");
        await platform.Deploy.Run(new(platform.Run, version), default);

        var pod = Assert.Single(platform.Objects("Pod"))["metadata"]!["labels"]!;
        Assert.Equal(("flights", "v1"), (pod["landfall.dev/model"]!.GetValue<string>(), pod["landfall.dev/version"]!.GetValue<string>()));
        Assert.Equal("flights-v1", Assert.Single(platform.Objects("Service"))["metadata"]!["name"]!.GetValue<string>());
        var reading = Assert.Single(await platform.Agents.Read(RolloutPlatform.Space, "flights", version, null, default));
        Assert.Equal(("v1", true), (reading.Metrics?.Version, reading.Ready));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Several_pods_are_spread_and_a_node_that_is_emptied_takes_one_at_a_time(int replicas)
    {
        await using var platform = await RolloutPlatform.Start();
        var version = await platform.Register("0.8 0");
        var serve = new ServeSpec("server", new("100m", "64Mi"), replicas, 8, TimeSpan.FromMinutes(1), Route: "flights");

        await platform.Serving.Apply(
            new(RolloutPlatform.Space, "flights", version, serve, "agent", "", new("http://127.0.0.1/"), 250, "run"), default);

        var spread = Assert.Single(platform.Objects("Deployment"))["spec"]!["template"]!["spec"]!["topologySpreadConstraints"]?.AsArray();
        var budgets = platform.Objects("PodDisruptionBudget");
        Assert.Equal(replicas > 1 ? 2 : 0, spread?.Count ?? 0);
        Assert.Equal(replicas > 1 ? [1] : [], budgets.Select(budget => budget["spec"]!["maxUnavailable"]!.GetValue<int>()));
        Assert.All(budgets, budget => Assert.Equal("v1", (string?)budget["spec"]!["selector"]!["matchLabels"]!["landfall.dev/version"]));

        await platform.Serving.Remove(RolloutPlatform.Space, "flights", version, default);
        Assert.Empty(platform.Objects("PodDisruptionBudget"));
    }

    [Fact]
    public async Task Where_the_cluster_chooses_how_many_pods_serve_nobody_fights_over_the_number()
    {
        await using var platform = await RolloutPlatform.Start();
        var version = await platform.Register("0.8 0");
        var serve = new ServeSpec("server", new("100m", "64Mi"), 1, 8, TimeSpan.FromMinutes(1), Scale: new(2, 6, 0.7), Route: "flights");
        var design = new Landfall.Kubernetes.Serving.ServingDesign(
            RolloutPlatform.Space, "flights", version, serve, "agent", "", new("http://127.0.0.1/"), 250, "run");
        int? Replicas() => (int?)Assert.Single(platform.Objects("Deployment"))["spec"]!["replicas"];

        await platform.Serving.Apply(design, default);
        var spec = Assert.Single(platform.Objects("HorizontalPodAutoscaler"))["spec"]!;
        Assert.Equal((2, 6, "flights-v1"), ((int)spec["minReplicas"]!, (int)spec["maxReplicas"]!, (string?)spec["scaleTargetRef"]!["name"]));
        Assert.Equal(70, (int)spec["metrics"]![0]!["resource"]!["target"]!["averageUtilization"]!);
        await Eventually.True(() => Replicas() == 2, "the fewest pods");
        Assert.Single(platform.Objects("PodDisruptionBudget"));
        Assert.Contains(
            "of 3 pods", (await platform.Serving.Read(RolloutPlatform.Space, "flights", version, default, atLeast: 3)).Explanation,
            StringComparison.Ordinal);

        await platform.Api.AppsV1.PatchNamespacedDeploymentScaleAsync(
            new V1Patch("""{"spec":{"replicas":4}}""", V1Patch.PatchType.MergePatch), "flights-v1", RolloutPlatform.Space);
        await platform.Serving.Apply(design, default);
        Assert.Equal(4, Replicas());

        await platform.Serving.Apply(design with { Serve = serve with { Scale = null } }, default);
        Assert.Equal((1, 0), (Replicas(), platform.Objects("HorizontalPodAutoscaler").Count));
        await platform.Serving.Apply(design, default);
        await platform.Serving.Remove(RolloutPlatform.Space, "flights", version, default);
        Assert.Empty(platform.Objects("HorizontalPodAutoscaler"));
    }

    [Fact]
    public async Task With_a_fallback_the_champion_s_pods_answer_what_the_candidate_s_fail_to_and_the_failure_counts()
    {
        await using var platform = await RolloutPlatform.Start(fallback: new(TimeSpan.FromSeconds(20)));
        var champion = await platform.Serve("0.8 0");
        var candidate = await platform.Register("0.9 1", run: "flights-aaaaaaaaaaaa");   // every answer fails
        await platform.Deploy.Run(new(platform.Run, candidate, champion), default);
        await platform.ReadUntil(candidate, state => state.Ready);

        Assert.Empty(await platform.Ask(candidate, "3.1", 4));

        var row = Assert.Single((await platform.Measured(candidate, 4)).Rows);
        Assert.Equal((4L, 4L), (row.Measures[AgentMeasures.Failed].BadRequests, row.StoodIn));
        var stood = Assert.Single((await platform.Measured(champion, 4)).Rows);
        Assert.Equal((AgentHeaders.FallbackStratum, 0L), (stood.Stratum, stood.Measures[AgentMeasures.Failed].BadRequests));
        var labels = platform.Objects("Pod").ToDictionary(
            pod => (string)pod["metadata"]!["labels"]!["landfall.dev/version"]!,
            pod => (string?)pod["metadata"]!["labels"]!["landfall.dev/fallback"]);
        Assert.Equal((null, "true"), (labels["v1"], labels["v2"]));

        // Whose version is retired stands in no longer.
        await platform.Serving.Remove(RolloutPlatform.Space, "flights", champion, default);
        await Eventually.True(() => platform.Objects("Pod").Count == 1, "the champion is gone");
        Assert.All(await platform.Ask(candidate, "3.2", 2), answer => Assert.StartsWith("500", answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_version_signed_by_somebody_else_is_refused_before_anything_is_made()
    {
        await using var platform = await RolloutPlatform.Start();
        var version = await platform.Register("0.8 0");
        using var stranger = LocalSigner.Create();
        platform.Trust(stranger);

        var refused = await Assert.ThrowsAsync<TerminalFailure>(() => platform.Deploy.Run(new(platform.Run, version), default));

        Assert.Contains("flights v1 may not serve", refused.Message, StringComparison.Ordinal);
        Assert.Empty(platform.Objects("Deployment"));
    }

    [Fact]
    public async Task A_server_image_that_was_not_signed_is_refused()
    {
        await using var platform = await RolloutPlatform.Start();
        var version = await platform.Register("0.8 0");

        var refused = await Assert.ThrowsAsync<TerminalFailure>(() =>
            platform.Deploy.Run(new(platform.Run, version with { ServerImage = "broken" }), default));

        Assert.Contains("signed for the server server, not broken", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_altered_after_the_signature_are_refused_by_the_pod_itself()
    {
        await using var platform = await RolloutPlatform.Start();
        var version = await platform.Register("0.8 0");
        var file = new BlobPath(Containers.Registry, platform.Blobs.Names(Containers.Registry).Single(name => name.EndsWith("model.txt", StringComparison.Ordinal)));
        platform.Blobs.Delete(file);
        await platform.Blobs.Create(file, "0.9 0"u8.ToArray(), "text/plain", default);

        await platform.Deploy.Run(new(platform.Run, version), default);
        var state = await platform.ReadUntil(version, state => state.Problem is not null);

        Assert.False(state.Ready);
        Assert.Contains("the agent refused the version", state.Problem, StringComparison.Ordinal);
        Assert.Contains("model.txt", state.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_nobody_knows_is_a_problem_and_not_a_wait()
    {
        await using var platform = await RolloutPlatform.Start();
        var version = await platform.Register("0.8 0", "nowhere/server");

        await platform.Deploy.Run(new(platform.Run, version), default);
        var state = await platform.ReadUntil(version, state => state.Problem is not null);

        Assert.Contains("nowhere/server", state.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_keeps_ending_is_a_problem_with_its_last_words()
    {
        await using var platform = await RolloutPlatform.Start();
        var version = await platform.Register("0.8 0", "broken");

        await platform.Deploy.Run(new(platform.Run, version), default);
        var state = await platform.ReadUntil(version, state => state.Problem is not null);

        Assert.Contains("exit code 9", state.Problem, StringComparison.Ordinal);
        Assert.Contains("no such model", state.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_not_ready_and_no_problem_yet()
    {
        await using var platform = await RolloutPlatform.Start();
        var version = await platform.Register("0.8 0", "sleeper");
        await platform.Deploy.Run(new(platform.Run, version), default);

        await Eventually.True(
            async () => (await platform.Agents.Read(RolloutPlatform.Space, "flights", version, null, default)) is [{ Metrics: not null }],
            "an answer of the agent");
        var state = await platform.Read.Run(new(platform.Run, version), default);

        Assert.Equal((false, null, "0 of 1 pods are ready"), (state.Ready, state.Problem, state.Explanation));
    }

    [Fact]
    public async Task A_deployment_that_somebody_deleted_is_a_problem()
    {
        await using var platform = await RolloutPlatform.Start();

        var state = await platform.Read.Run(new(platform.Run, TrafficTests.Version(9)), default);

        Assert.Contains("flights-v9 was deleted", state.Problem, StringComparison.Ordinal);
    }
}
