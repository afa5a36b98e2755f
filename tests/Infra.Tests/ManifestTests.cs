namespace Landfall.Infra.Tests;

public sealed class ManifestTests
{
    private static readonly string[] Spaces =
        ["landfall-evaluate", "landfall-experiments-evaluate", "landfall-experiments-train", "landfall-serve", "landfall-train"];

    public static TheoryData<string> Files => [.. Manifests.Files()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_document_is_an_object_with_kind_and_version(string file)
    {
        var documents = Manifests.Read(file).ToList();

        Assert.NotEmpty(documents);
        Assert.All(documents, one => Assert.True(one.Text("kind").Length > 0 && one.Text("apiVersion").Length > 0));
    }

    [Fact]
    public void Every_file_but_the_sample_is_applied() => Assert.Equal(
        Applied(),
        Assert.Single(Manifests.Read("kustomization.yaml")).Texts("resources").Order(StringComparer.Ordinal));

    [Fact]
    public void Kustomize_renders_every_object()
    {
        var kubectl = Installed.Find("kubectl");
        Assert.SkipWhen(
            kubectl is null, "kubectl is not in PATH. Install it and run 'kubectl kustomize infra/manifests'.");

        var rendered = Tool.Run(kubectl, SourceTree.Root, "kustomize", Manifests.Folder);

        Assert.True(rendered.ExitCode == 0, rendered.Output);
        Assert.Equal(
            Applied().SelectMany(Manifests.Read).Count(),
            rendered.Output.Split('\n').Count(line => line.StartsWith("kind: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_namespace_that_objects_name_is_made() => Assert.Subset(
        Manifests.Of("Namespace").Select(space => space["metadata"].Text("name")).ToHashSet(),
        Manifests.Objects().Select(one => one["metadata"].Text("namespace")).Where(space => space.Length > 0)
            .ToHashSet());

    [Fact]
    public void Pods_run_restricted() => Assert.All(Spaces, space => Assert.Equal(
        "restricted",
        Manifests.Named("Namespace", space)["metadata"]["labels"].Text("pod-security.kubernetes.io/enforce")));

    [Theory]
    [InlineData("landfall-evaluate")]
    [InlineData("landfall-experiments-evaluate")]
    [InlineData("landfall-experiments-train")]
    [InlineData("landfall-serve")]
    [InlineData("landfall-system")]
    [InlineData("landfall-train")]
    public void Nothing_goes_in_or_out_unless_a_policy_says_so(string space)
    {
        var deny = Manifests.Named("NetworkPolicy", "default-deny", space)["spec"];

        Assert.Equal(["Ingress", "Egress"], deny.Texts("policyTypes"));
        Assert.False(deny["ingress"].IsThere || deny["egress"].IsThere || deny["podSelector"]["matchLabels"].IsThere);
    }

    /// <summary>What every pod asks for must be limited, or a quota of it refuses the pod.</summary>
    [Theory]
    [InlineData("landfall-experiments-evaluate")]
    [InlineData("landfall-experiments-train")]
    public void Experiments_have_a_quota_of_what_their_pods_ask_for(string space) => Assert.Equal(
        ["limits.memory", "requests.cpu", "requests.memory", "requests.nvidia.com/gpu"],
        Manifests.Named("ResourceQuota", "experiments", space)["spec"]["hard"].Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void The_agent_is_the_only_way_in()
    {
        var ways = Manifests.Of("NetworkPolicy").Where(policy => policy["spec"]["ingress"].IsThere).ToList();

        Assert.Equal(["allow-gateway", "allow-fallback-in"], ways.Select(way => way["metadata"].Text("name")));
        Assert.All(ways, way =>
        {
            Assert.Equal("landfall-serve", way["metadata"].Text("namespace"));
            OnlyAgents(Assert.Single(way["spec"]["ingress"].Items));
        });
        Assert.All(
            ways[0]["spec"]["ingress"].Items.First()["from"].Items, from => Assert.True(from["namespaceSelector"]["matchLabels"].IsThere));
    }

    /// <summary>A candidate whose agent may pass requests on is told by its label, which Rollout sets where a pipeline asks for it.</summary>
    [Fact]
    public void Pods_of_a_fallback_alone_reach_their_neighbours_and_those_only_at_the_agents()
    {
        var into = Assert.Single(Assert.Single(Named("allow-fallback-in")["ingress"].Items)["from"].Items);
        var outOf = Named("allow-fallback-out");

        Assert.Equal("true", into["podSelector"]["matchLabels"].Text(Domain.Serving.ServingNames.FallbackLabel));
        Assert.Equal("true", outOf["podSelector"]["matchLabels"].Text(Domain.Serving.ServingNames.FallbackLabel));
        Assert.False(into["namespaceSelector"].IsThere);
        var rule = Assert.Single(outOf["egress"].Items);
        OnlyAgents(rule);
        var to = Assert.Single(rule["to"].Items);
        Assert.Equal("landfall", to["podSelector"]["matchLabels"].Text("app.kubernetes.io/managed-by"));
        Assert.False(to["namespaceSelector"].IsThere || to["ipBlock"].IsThere);

        static Node Named(string name) => Manifests.Named("NetworkPolicy", name, "landfall-serve")["spec"];
    }

    private static void OnlyAgents(Node rule) =>
        Assert.Equal(Domain.Serving.ServingNames.AgentPort.ToString(), Assert.Single(rule["ports"].Items).Text("port"));

    [Fact]
    public void No_pod_reaches_the_cluster_or_the_metadata_address() => Assert.All(
        from policy in Manifests.Of("NetworkPolicy")
        from rule in policy["spec"]["egress"].Items
        from to in rule["to"].Items
        where to["ipBlock"].IsThere
        select to["ipBlock"],
        block => Assert.Superset(
            new HashSet<string> { "10.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16" },
            block.Texts("except").ToHashSet()));

    [Fact]
    public void The_gateway_takes_routes_from_the_serving_namespace_alone()
    {
        var listeners = Assert.Single(Manifests.Of("Gateway"))["spec"]["listeners"].Items;

        Assert.All(listeners, listener =>
        {
            var from = listener["allowedRoutes"]["namespaces"];
            Assert.Equal("Selector", from.Text("from"));
            Assert.Equal("landfall-serve", from["selector"]["matchLabels"].Text("kubernetes.io/metadata.name"));
        });
    }

    private static IEnumerable<string> Applied() =>
        Manifests.Files().Except(["gateway.sample.yaml", "kustomization.yaml"]);
}
