using System.Net;
using System.Text.Json;
using Landfall.Domain.Documents;

namespace Landfall.Cli.Tests;

public sealed class DoctorCommandTests : IDisposable
{
    private const string Api = "/apis/gateway.networking.k8s.io/v1";

    private const string Environment = """
        apiVersion: landfall.dev/v1
        kind: Environment
        metadata: { name: prod, owner: platform }
        spec:
          cluster: { name: prod }
          namespaces: { train: landfall-train, evaluate: landfall-evaluate, serve: landfall-serve }
          gateway: { name: public, namespace: gateways, capabilities: [mirror] }
          registries: [registry.example.com]
          groups: { ml-leads: [anna] }
          people: { anna: { name: Anna, email: anna@example.com } }
          storage: { account: modelsprod }
          publicUrl: https://landfall.example.com
        """;

    private readonly TestPlatform _platform = new();
    private readonly ClusterApi _cluster = new();

    public DoctorCommandTests()
    {
        _platform.Write("config", _cluster.Kubeconfig);
        _platform.Write("prod.yaml", Environment);
        _cluster[Api] = """{ "resources": [{ "kind": "HTTPRoute" }, { "kind": "Gateway" }] }""";
        _cluster[$"{Api}/namespaces/gateways/gateways/public"] = """
            { "spec": { "gatewayClassName": "fast",
                "listeners": [{ "name": "https", "protocol": "HTTPS", "allowedRoutes": { "namespaces": { "from": "All" } } }] },
              "status": { "conditions": [{ "type": "Accepted", "status": "True" }, { "type": "Programmed", "status": "True" }] } }
            """;
        Class("HTTPRouteRequestMirror");
        _cluster["/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"] = """{ "status": { "allowed": true } }""";
    }

    public void Dispose()
    {
        _platform.Dispose();
        _cluster.Dispose();
    }

    [Fact]
    public async Task A_gateway_that_can_do_it_all_is_said_to_and_nothing_is_asked_of_the_platform()
    {
        Assert.Equal(0, await Run("prod.yaml"));

        Assert.Contains(" ✓ mirror             GatewayClass fast supports HTTPRouteRequestMirror\n", _platform.Output, StringComparison.Ordinal);
        Assert.Contains("; nobody asks for it\n", _platform.Output, StringComparison.Ordinal);
        Assert.EndsWith("✓ prod: nothing is missing\n", _platform.Output, StringComparison.Ordinal);
        Assert.Empty(_platform.Requests);
    }

    [Fact]
    public async Task Something_missing_that_is_needed_ends_with_1_and_says_what_to_do()
    {
        Class("Gateway");

        Assert.Equal(1, await Run("prod.yaml"));

        Assert.Contains(" ✕ mirror             GatewayClass fast does not name HTTPRouteRequestMirror", _platform.Output, StringComparison.Ordinal);
        Assert.Contains("\n                      Use a gateway that does", _platform.Output, StringComparison.Ordinal);
        Assert.EndsWith("✕ prod: 1 thing is missing\n", _platform.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documents_may_come_from_the_platform_and_a_pipeline_asks_for_what_its_steps_need()
    {
        var text = Environment.Replace(", capabilities: [mirror]", "", StringComparison.Ordinal);
        var modest = DocumentDigest.CanonicalJson(DocumentReader.Read(text).Document!);
        _platform.Answer = request => (HttpStatusCode.OK,
            request.RequestUri!.AbsolutePath.Contains("Environment", StringComparison.Ordinal) ? modest : TestPlatform.Pipeline);

        Assert.Equal(0, await Run("prod"));
        Assert.Equal(1, await Run("prod", "--pipeline", "flights-delay"));

        Assert.Contains("flights-delay: Gateway gateways/public is not said to mirror requests", _platform.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_every_line_as_json()
    {
        Class("Gateway");

        Assert.Equal(1, await Run("prod.yaml", "-o", "json"));

        using var said = JsonDocument.Parse(_platform.Output);
        Assert.Equal("gateways/public", said.RootElement.GetProperty("gateway").GetString());
        Assert.False(said.RootElement.GetProperty("ok").GetBoolean());
        var mirror = said.RootElement.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == "mirror");
        Assert.Equal(("Missing", true), (mirror.GetProperty("state").GetString(), mirror.GetProperty("needed").GetBoolean()));
    }

    [Fact]
    public async Task A_document_of_another_kind_is_refused()
    {
        _platform.Write("pipeline.yaml", DocumentYaml.Write(DocumentReader.FromJson("ModelPipeline", TestPlatform.Pipeline)));

        Assert.Equal(1, await Run("pipeline.yaml"));

        Assert.Contains("pipeline.yaml is of kind ModelPipeline, and Environment is expected here", _platform.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_that_is_away_is_no_verdict()
    {
        _cluster.Dispose();

        Assert.Equal(2, await Run("prod.yaml"));

        Assert.Contains("the cluster did not answer", _platform.Error, StringComparison.Ordinal);
    }

    private void Class(string feature) => _cluster[$"{Api}/gatewayclasses/fast"] = $$"""
        { "metadata": { "name": "fast" }, "spec": { "controllerName": "example.com/fast" },
          "status": { "supportedFeatures": [{ "name": "{{feature}}" }] } }
        """;

    private Task<int> Run(params string[] args) => _platform.RunAsync(["doctor", "gateway", .. args, "--kubeconfig", "config"]);
}
