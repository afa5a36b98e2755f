namespace Landfall.Infra.Tests;

/// <summary>That each app may do in the cluster what its code does, and nothing more.</summary>
public sealed class ClusterRightsTests
{
    private static readonly Dictionary<string, string> Spaces = new()
    {
        ["train"] = "landfall-train",
        ["evaluate"] = "landfall-evaluate",
        ["rollout"] = "landfall-serve",
    };

    /// <summary>Where the same app runs what people try, with the same rights.</summary>
    private static readonly Dictionary<string, string> OfExperiments = new()
    {
        ["train"] = "landfall-experiments-train",
        ["evaluate"] = "landfall-experiments-evaluate",
    };

    private const string ByHand = "libraries/Kubernetes/ByHand";

    public static TheoryData<string> Apps => [.. Spaces.Keys];

    [Theory]
    [MemberData(nameof(Apps))]
    public void An_app_may_do_what_it_does_and_nothing_more(string app)
    {
        var granted = Granted(app)
            .Select(right => string.Join(' ', right.Split(' ').Take(2))).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(ClusterCalls.Of(app), granted);
    }

    [Theory]
    [InlineData("train")]
    [InlineData("evaluate")]
    public void An_app_may_do_the_same_with_experiments(string app) =>
        Assert.Equal(Granted(app), Granted(app, OfExperiments[app]));

    [Fact]
    public void Rollout_sees_the_halt_and_cannot_lift_it()
    {
        var onHalt = Granted("rollout").Where(right => right.StartsWith("/configmaps", StringComparison.Ordinal)
            && (right.EndsWith("landfall-halt", StringComparison.Ordinal) || right.Split(' ').Length == 2));

        // create makes what is not there; it changes nothing that is.
        Assert.Equal(["/configmaps create", "/configmaps get landfall-halt"], onHalt.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("rollout", "/secrets patch", "landfall-registry-link")]
    [InlineData("rollout", "/configmaps patch", "landfall-trusted-keys")]
    [InlineData("evaluate", "/configmaps patch", "landfall-trusted-keys")]
    public void A_change_is_narrowed_to_the_object_that_has_one_name(string app, string right, string name) =>
        Assert.Equal([$"{right} {name}"], Granted(app).Where(one => one.StartsWith(right, StringComparison.Ordinal)));

    [Fact]
    public void Each_app_has_rights_in_its_own_namespace_alone()
    {
        Assert.Equal(
            Spaces.Concat(OfExperiments).Select(pair => $"landfall-{pair.Key} in {pair.Value}").Order(StringComparer.Ordinal),
            Manifests.Of("Role").Select(Place).Order(StringComparer.Ordinal));
        Assert.Empty(Manifests.Of("ClusterRole").Concat(Manifests.Of("ClusterRoleBinding")));
        Assert.All(Manifests.Of("Role").SelectMany(role => role["rules"].Items), rule =>
            Assert.All(
                (string[])["verbs", "resources", "apiGroups"], part => Assert.DoesNotContain("*", rule.Texts(part))));
    }

    [Fact]
    public void Each_role_is_bound_to_the_account_of_that_app()
    {
        Assert.Equal(
            Spaces.Keys.Select(app => $"landfall-{app} in landfall-system").Order(StringComparer.Ordinal),
            Manifests.Of("ServiceAccount").Select(Place).Order(StringComparer.Ordinal));
        Assert.Equal(Spaces.Count + OfExperiments.Count, Manifests.Of("RoleBinding").Count());
        foreach (var (app, space) in Spaces.Concat(OfExperiments))
        {
            var binding = Manifests.Named("RoleBinding", $"landfall-{app}", space);
            var subject = Assert.Single(binding["subjects"].Items);
            Assert.Equal(
                ("Role", $"landfall-{app}", "ServiceAccount", $"landfall-{app}", "landfall-system"),
                (binding["roleRef"].Text("kind"), binding["roleRef"].Text("name"), subject.Text("kind"),
                    subject.Text("name"), subject.Text("namespace")));
        }
    }

    /// <summary>A new room, or a client call in an old one, must be looked at here.</summary>
    [Fact]
    public void Nobody_else_calls_the_cluster()
    {
        var known = ClusterCalls.Rooms.Values.SelectMany(rooms => rooms).Append(ByHand)
            .SelectMany(ClusterCalls.Sources)
            .Append(SourceTree.At("libraries", "Kubernetes", "ClusterClient.cs")).ToHashSet();

        var others = ((string[])["libraries", "functions", "orchestrations"]).SelectMany(ClusterCalls.Sources)
            .Where(file => !known.Contains(file) && ClusterCalls.In(file).Any(call => call != "/pods/proxy get"));

        Assert.Empty(others);
    }

    /// <summary>What is there is called with a person's rights, and no role of an app covers it.</summary>
    [Fact]
    public void No_app_does_what_is_done_by_hand()
    {
        var users = ((string[])["functions", "orchestrations"]).SelectMany(ClusterCalls.Sources)
            .Where(file => File.ReadAllText(file).Contains("Kubernetes.ByHand", StringComparison.Ordinal));

        Assert.NotEmpty(ClusterCalls.Sources(ByHand));
        Assert.Empty(users);
    }

    private static IEnumerable<string> Granted(string app) => Granted(app, Spaces[app]);

    private static IEnumerable<string> Granted(string app, string space) =>
        from rule in Manifests.Named("Role", $"landfall-{app}", space)["rules"].Items
        from apiGroup in rule.Texts("apiGroups")
        from resource in rule.Texts("resources")
        from verb in rule.Texts("verbs")
        from name in rule.Texts("resourceNames").DefaultIfEmpty("")
        select $"{apiGroup}/{resource} {verb} {name}".TrimEnd();

    private static string Place(Node one) => $"{one["metadata"].Text("name")} in {one["metadata"].Text("namespace")}";
}
