namespace Landfall.Infra.Tests;

/// <summary>That the admission policies are bound where models run, and name those who may make them.</summary>
public sealed class AdmissionTests
{
    private const string Controllers = "system:serviceaccount:kube-system:";
    private const string Accounts = "system:serviceaccount:landfall-system:";

    [Theory]
    [InlineData("train", "jobs " + Accounts + "landfall-train", "pods " + Controllers + "job-controller")]
    [InlineData("evaluate", "jobs " + Accounts + "landfall-evaluate", "pods " + Controllers + "job-controller")]
    [InlineData(
        "serve", "deployments " + Accounts + "landfall-rollout", "replicasets " + Controllers + "deployment-controller",
        "pods " + Controllers + "replicaset-controller")]
    public void Only_these_make_what_runs(string space, params string[] makers)
    {
        var binding = Manifests.Named("ValidatingAdmissionPolicyBinding", $"landfall-makers-{space}")["spec"];
        var source = binding["paramRef"];
        if (space != "serve")
            SameMakers($"landfall-makers-experiments-{space}", $"landfall-experiments-{space}", source);
        var names = Manifests.Named("ConfigMap", source.Text("name"), source.Text("namespace"));

        Assert.Equal("landfall-makers", binding.Text("policyName"));
        Assert.Equal(
            $"landfall-{space}",
            binding["matchResources"]["namespaceSelector"]["matchLabels"].Text("kubernetes.io/metadata.name"));
        Assert.Equal(makers, names["data"].Text("makers").TrimEnd().Split('\n'));
    }

    private static void SameMakers(string name, string space, Node source)
    {
        var binding = Manifests.Named("ValidatingAdmissionPolicyBinding", name)["spec"];

        Assert.Equal("landfall-makers", binding.Text("policyName"));
        Assert.Equal(source.Text("name"), binding["paramRef"].Text("name"));
        Assert.Equal(space, binding["matchResources"]["namespaceSelector"]["matchLabels"].Text("kubernetes.io/metadata.name"));
    }

    /// <summary>Every kind that makes pods, so that none is a way round.</summary>
    [Fact]
    public void Whatever_makes_pods_is_asked_for_its_maker()
    {
        var policy = Manifests.Named("ValidatingAdmissionPolicy", "landfall-makers")["spec"];
        var rules = policy["matchConstraints"]["resourceRules"];

        Assert.Equal(
            [
                "cronjobs", "daemonsets", "deployments", "jobs", "pods", "pods/ephemeralcontainers", "replicasets",
                "replicationcontrollers", "statefulsets",
            ],
            rules.Items.SelectMany(rule => rule.Texts("resources")).Order(StringComparer.Ordinal));
        Assert.All(rules.Items, rule => Assert.Equal(["CREATE", "UPDATE"], rule.Texts("operations")));
    }

    [Theory]
    [InlineData("pods")]
    [InlineData("templates")]
    public void Images_are_looked_at_wherever_models_run(string what)
    {
        var binding = Manifests.Named("ValidatingAdmissionPolicyBinding", $"landfall-images-of-{what}")["spec"];
        var policy = Manifests.Named("ValidatingAdmissionPolicy", $"landfall-images-of-{what}")["spec"];
        var expressions = policy["validations"].Items.Select(one => one.Text("expression")).ToList();

        Assert.Equal(
            ["landfall-train", "landfall-evaluate", "landfall-serve", "landfall-experiments-train", "landfall-experiments-evaluate"],
            Assert.Single(binding["matchResources"]["namespaceSelector"]["matchExpressions"].Items).Texts("values"));
        Assert.Contains(expressions, one => one.Contains("@sha256:[0-9a-f]{64}$", StringComparison.Ordinal));
        Assert.Contains(expressions, one => one.Contains("registry + '/'", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_admitted_when_a_policy_cannot_judge()
    {
        Assert.All(
            Manifests.Of("ValidatingAdmissionPolicy"),
            policy => Assert.Equal("Fail", policy["spec"].Text("failurePolicy")));
        Assert.All(Manifests.Of("ValidatingAdmissionPolicyBinding"), binding =>
        {
            Assert.Contains("Deny", binding["spec"].Texts("validationActions"));
            Assert.Equal("Deny", binding["spec"]["paramRef"].Text("parameterNotFoundAction"));
            var names = binding["spec"]["paramRef"];
            Manifests.Named("ConfigMap", names.Text("name"), names.Text("namespace"));
            Manifests.Named("ValidatingAdmissionPolicy", binding["spec"].Text("policyName"));
        });
    }
}
