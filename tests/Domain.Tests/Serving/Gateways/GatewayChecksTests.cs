using System.Text.Json.Nodes;
using Landfall.Contracts.Documents;
using Landfall.Domain.Serving.Gateways;

namespace Landfall.Domain.Tests.Serving.Gateways;

/// <summary>From a cluster that has all, one thing at a time is taken away, spoilt or kept from whoever asks.</summary>
public sealed class GatewayChecksTests
{
    private const string Mirrored = """["HTTPRouteRequestMirror", "HTTPRouteRequestPercentageMirror"]""";

    private static readonly ClusterRead Forbidden = new(403, []);
    private static readonly ClusterRead Absent = new(404, []);

    private static readonly GatewayNeeds Needs = new(
        "serve", new("public", "gateways", [GatewayCapability.Sticky, GatewayCapability.Mirror, GatewayCapability.MirrorPercent]), ["flights"]);

    private static readonly GatewayFacts All = new(
        Read("""{ "resources": [{ "kind": "HTTPRoute" }, { "kind": "Gateway" }, { "kind": "GatewayClass" }] }"""),
        Schema("percent"), Gateway(Conditions("True", "True"), """{ "from": "All" }"""), Class("landfall.dev/gateway", Mirrored),
        Read("""{ "metadata": { "name": "serve", "labels": { "team": "ml" } } }"""),
        GatewayRights.All.ToDictionary(right => right, _ => Read("""{ "status": { "allowed": true } }""")));

    private static ClusterRead Read(string json) => new(200, JsonNode.Parse(json)!.AsObject());

    private static ClusterRead Schema(params string[] mirror)
    {
        var fields = new JsonObject(mirror.Prepend("backendRef").Select(field => KeyValuePair.Create(field, (JsonNode?)new JsonObject())));
        var rule = Having("filters", Each(Having("requestMirror", new() { ["properties"] = fields })));
        var route = Having("spec", Having("rules", Each(rule)));
        route["x-kubernetes-group-version-kind"] = new JsonArray(
            new JsonObject { ["group"] = "gateway.networking.k8s.io", ["kind"] = "HTTPRoute", ["version"] = "v1" });
        return new(200, new()
        {
            ["components"] = new JsonObject
            {
                ["schemas"] = new JsonObject { ["other"] = new JsonObject(), ["io.k8s.networking.gateway.v1.HTTPRoute"] = route },
            },
        });
    }

    private static JsonObject Having(string name, JsonObject property) => new() { ["properties"] = new JsonObject { [name] = property } };

    private static JsonObject Each(JsonObject item) => new() { ["type"] = "array", ["items"] = item };

    private static string Conditions(string accepted, string programmed) => $$"""
        [{ "type": "Accepted", "status": "{{accepted}}", "message": "no such class" }, { "type": "Programmed", "status": "{{programmed}}", "reason": "NoAddress" }]
        """;

    private static ClusterRead Gateway(string conditions, string namespaces, string protocol = "HTTPS", string kinds = "[]") => Read($$"""
        { "spec": { "gatewayClassName": "example", "listeners": [
            { "name": "tcp", "protocol": "TCP", "allowedRoutes": { "namespaces": { "from": "All" } } },
            { "name": "https", "protocol": "{{protocol}}", "allowedRoutes": { "kinds": {{kinds}}, "namespaces": {{namespaces}} } }] },
          "status": { "conditions": {{conditions}} } }
        """);

    private static ClusterRead Class(string controller, string features) => Read($$"""
        { "metadata": { "name": "example" }, "spec": { "controllerName": "{{controller}}" }, "status": { "supportedFeatures": {{features}} } }
        """);

    private static GatewayCheck Of(string name, GatewayFacts facts, GatewayNeeds? needs = null) =>
        GatewayChecks.Of(needs ?? Needs, facts).Single(check => check.Name == name);

    [Fact]
    public void Where_all_is_there_every_line_is_ok()
    {
        var checks = GatewayChecks.Of(Needs, All);

        Assert.Equal(
            ["api", "gateway", "listeners", "mirror", "mirrorPercent", "sticky", "rights: httproutes", "rights: leases"],
            checks.Select(check => check.Name));
        Assert.All(checks, check => Assert.Equal((GatewayState.Ok, true, null), (check.State, check.Needed, check.Hint)));
    }

    /// <summary>Name, facts, state, part of the sentence.</summary>
    public static TheoryData<string, GatewayFacts, GatewayState, string> Lacks => new()
    {
        { "api", All with { Resources = Absent }, GatewayState.Missing, "HTTPRoute of gateway.networking.k8s.io/v1 is not served" },
        { "api", All with { Resources = Read("""{ "resources": [{ "kind": "Gateway" }] }""") }, GatewayState.Missing, "is not served" },
        { "api", All with { Resources = Forbidden }, GatewayState.Unknown, "this kubeconfig may not read it" },
        { "api", All with { Resources = new(503) }, GatewayState.Unknown, "the cluster answered 503" },
        { "gateway", All with { Resources = Read("""{ "resources": [{ "kind": "HTTPRoute" }] }""") }, GatewayState.Missing, "Gateway is not served" },
        { "gateway", All with { Gateway = Absent }, GatewayState.Missing, "there is no Gateway gateways/public" },
        { "gateway", All with { Gateway = Forbidden }, GatewayState.Unknown, "may not read it" },
        { "gateway", All with { Gateway = Gateway(Conditions("False", "True"), "{}") }, GatewayState.Missing, "is not Accepted: no such class" },
        { "gateway", All with { Gateway = Gateway(Conditions("True", "False"), "{}") }, GatewayState.Missing, "is not Programmed: NoAddress" },
        { "gateway", All with { Gateway = Gateway(Conditions("Unknown", "Unknown"), "{}") }, GatewayState.Unknown, "does not say that it is Accepted" },
        { "gateway", All with { Gateway = Gateway("[]", "{}") }, GatewayState.Unknown, "does not say that it is Accepted" },
        { "listeners", All with { Gateway = Forbidden }, GatewayState.Unknown, "are not known" },
        { "mirror", All with { Schema = Read("""{ "components": { "schemas": {} } }"""), Class = Forbidden }, GatewayState.Unknown, "its GatewayClass is not known" },
        { "mirror", All with { Class = Class("x", """["Gateway"]""") }, GatewayState.Missing, "does not name HTTPRouteRequestMirror among its 1" },
        { "mirror", All with { Class = Class("x", "[]") }, GatewayState.Unknown, "the schema has filters.requestMirror, and GatewayClass example names no" },
        { "mirrorPercent", All with { Schema = Schema() }, GatewayState.Missing, "HTTPRoute as it is served has no filters.requestMirror.percent" },
        { "mirrorPercent", All with { Class = Class("x", """[{ "name": "HTTPRouteRequestMirror" }]""") }, GatewayState.Missing, "RequestPercentageMirror" },
        { "sticky", All with { Class = Class("other", Mirrored) }, GatewayState.Unknown, "the schema has no sessionPersistence" },
        { "sticky", All with { Class = Forbidden, Schema = new(500) }, GatewayState.Unknown, "the schema could not be read" },
    };

    [Theory]
    [MemberData(nameof(Lacks))]
    public void What_is_not_there_is_missing_and_what_is_not_said_is_unknown(string name, GatewayFacts facts, GatewayState state, string said)
    {
        var check = Of(name, facts);

        Assert.Equal((state, state == GatewayState.Missing), (check.State, check.Fails));
        Assert.Contains(said, check.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "from": "All" }""", GatewayState.Ok)]
    [InlineData("""{ "from": "Same" }""", GatewayState.Missing)]
    [InlineData("{}", GatewayState.Missing)]
    [InlineData("""{ "from": "None" }""", GatewayState.Missing)]
    [InlineData("""{ "from": "Selector", "selector": { "matchLabels": { "kubernetes.io/metadata.name": "serve" } } }""", GatewayState.Ok)]
    [InlineData("""{ "from": "Selector", "selector": { "matchLabels": { "kubernetes.io/metadata.name": "other" } } }""", GatewayState.Missing)]
    [InlineData("""{ "from": "Selector", "selector": { "matchLabels": { "team": "ml" } } }""", GatewayState.Ok)]
    [InlineData("""{ "from": "Selector", "selector": { "matchLabels": { "team": "web" } } }""", GatewayState.Missing)]
    [InlineData("""{ "from": "Selector", "selector": { "matchExpressions": [{ "key": "team", "operator": "In", "values": ["ml", "web"] }] } }""", GatewayState.Ok)]
    [InlineData("""{ "from": "Selector", "selector": { "matchExpressions": [{ "key": "team", "operator": "NotIn", "values": ["ml"] }] } }""", GatewayState.Missing)]
    [InlineData("""{ "from": "Selector", "selector": { "matchExpressions": [{ "key": "zone", "operator": "DoesNotExist" }] } }""", GatewayState.Ok)]
    [InlineData("""{ "from": "Selector", "selector": { "matchExpressions": [{ "key": "zone", "operator": "Exists" }] } }""", GatewayState.Missing)]
    public void A_listener_takes_routes_of_the_namespaces_that_it_allows(string namespaces, GatewayState state) =>
        Assert.Equal(state, Of("listeners", All with { Gateway = Gateway(Conditions("True", "True"), namespaces) }).State);

    [Fact]
    public void A_listener_of_the_same_namespace_takes_its_routes() => Assert.Equal(
        GatewayState.Ok, Of("listeners", All with { Gateway = Gateway("[]", "{}") }, Needs with { Namespace = "gateways" }).State);

    [Theory]
    [InlineData("TLS", "[]", GatewayState.Missing)]
    [InlineData("HTTP", """[{ "kind": "GRPCRoute" }]""", GatewayState.Missing)]
    [InlineData("HTTP", """[{ "kind": "GRPCRoute" }, { "kind": "HTTPRoute" }]""", GatewayState.Ok)]
    [InlineData("HTTP", """[{ "group": "example.com", "kind": "HTTPRoute" }]""", GatewayState.Missing)]
    public void A_listener_of_other_routes_does_not_help(string protocol, string kinds, GatewayState state) => Assert.Equal(
        state, Of("listeners", All with { Gateway = Gateway("[]", """{ "from": "All" }""", protocol, kinds) }).State);

    [Theory]
    [InlineData("team", GatewayState.Unknown)]
    [InlineData("kubernetes.io/metadata.name", GatewayState.Missing)]
    public void Labels_that_cannot_be_read_leave_open_what_depends_on_them(string label, GatewayState state)
    {
        var from = $$"""{ "from": "Selector", "selector": { "matchLabels": { "{{label}}": "ml" } } }""";

        Assert.Equal(state, Of("listeners", All with { Namespace = Forbidden, Gateway = Gateway("[]", from) }).State);
    }

    [Fact]
    public void A_right_that_is_refused_is_named_and_one_that_nobody_tells_is_unknown()
    {
        var rights = new Dictionary<AccessRight, ClusterRead>(All.Rights);
        rights[GatewayRights.All.Single(right => right is { Resource: "httproutes", Verb: "update" })] =
            Read("""{ "status": { "allowed": false } }""");
        rights[GatewayRights.All.Single(right => right is { Resource: "leases", Verb: "get" })] = Forbidden;
        var facts = All with { Rights = rights };

        var (routes, leases) = (Of("rights: httproutes", facts), Of("rights: leases", facts));

        Assert.Equal((true, "whoever this kubeconfig names may not update httproutes in serve"), (routes.Fails, routes.Message));
        Assert.Equal((GatewayState.Unknown, "whether this kubeconfig may get leases in serve is not known"), (leases.State, leases.Message));
    }

    [Fact]
    public void What_nobody_asks_for_fails_nothing()
    {
        var modest = Needs with { Gateway = new("public", "gateways"), Shadows = [] };

        var checks = GatewayChecks.Of(modest, All with { Class = Class("x", """["Gateway"]"""), Schema = Schema() });

        Assert.DoesNotContain(checks, check => check.Fails);
        Assert.Equal(GatewayState.Missing, checks.Single(check => check.Name == "mirror").State);
    }

    [Fact]
    public void A_shadow_step_needs_an_environment_that_says_so_whatever_the_gateway_can_do()
    {
        var check = Of("mirror", All, Needs with { Gateway = new("public", "gateways") });

        Assert.True(check.Fails);
        Assert.StartsWith("flights: Gateway gateways/public is not said to mirror requests", check.Message, StringComparison.Ordinal);
        Assert.StartsWith("Add 'mirror'", check.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_answer_breaks_nothing()
    {
        string[] odds =
        [
            "{}", """{ "resources": 3, "spec": [], "status": "x", "components": [], "metadata": null }""", """{ "status": { "allowed": "yes" } }""",
        ];
        foreach (var odd in odds)
        {
            var read = Read(odd);
            var facts = new GatewayFacts(read, read, read, read, read, GatewayRights.All.ToDictionary(right => right, _ => read));
            Assert.DoesNotContain(GatewayChecks.Of(Needs, facts), check => check.State == GatewayState.Ok);
        }
    }
}
