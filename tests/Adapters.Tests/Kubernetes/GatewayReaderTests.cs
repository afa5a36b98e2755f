using System.Net;
using k8s;
using k8s.Models;
using Landfall.Contracts.Documents;
using Landfall.Domain.Serving.Gateways;
using Landfall.Kubernetes;
using Landfall.Kubernetes.ByHand;
using Landfall.Local.Cluster;
using Landfall.Local.Gateway;

namespace Landfall.Adapters.Tests.Kubernetes;

/// <summary>What a cluster is asked about its gateway, before the local one.</summary>
public sealed class GatewayReaderTests : IAsyncLifetime
{
    private static readonly GatewayNeeds Needs = new(
        "serve", new("landfall", "gateways", [GatewayCapability.Sticky, GatewayCapability.Mirror, GatewayCapability.MirrorPercent]), []);

    private readonly string folder = Directory.CreateTempSubdirectory("landfall-gateway").FullName;
    private LocalCluster cluster = null!;
    private k8s.Kubernetes api = null!;

    public async ValueTask InitializeAsync()
    {
        cluster = await LocalCluster.StartAsync(new() { StateFolder = folder });
        api = new k8s.Kubernetes(new KubernetesClientConfiguration { Host = cluster.Url, AccessToken = cluster.Token });
        foreach (var space in (string[])["serve", "gateways"])
            await api.CoreV1.CreateNamespaceAsync(new V1Namespace { Metadata = new() { Name = space } });
    }

    public async ValueTask DisposeAsync()
    {
        api.Dispose();
        await cluster.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_local_gateway_says_what_it_is_and_all_is_there()
    {
        await Announce();
        await Announce();       // a second start finds its own objects

        var checks = await Checks();

        Assert.All(checks, check => Assert.True(check.State == GatewayState.Ok, $"{check.Name}: {check.Message}"));
        Assert.Equal(8, checks.Count);
    }

    [Fact]
    public async Task Without_it_the_gateway_is_missing_and_what_it_can_do_is_unknown()
    {
        var checks = (await Checks()).ToDictionary(check => check.Name);

        Assert.Equal((GatewayState.Ok, GatewayState.Missing), (checks["api"].State, checks["gateway"].State));
        Assert.Equal(GatewayState.Unknown, checks["mirrorPercent"].State);
        Assert.Contains("the schema has filters.requestMirror.percent", checks["mirrorPercent"].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_no_controller_has_looked_at_says_nothing()
    {
        using var http = Http();
        using var made = await http.PostAsync("apis/gateway.networking.k8s.io/v1/namespaces/gateways/gateways", new StringContent(
            """
            { "apiVersion": "gateway.networking.k8s.io/v1", "kind": "Gateway", "metadata": { "name": "landfall" },
              "spec": { "gatewayClassName": "none", "listeners": [{ "name": "http", "port": 80, "protocol": "HTTP" }] } }
            """,
            new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")));
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);

        var checks = (await Checks()).ToDictionary(check => check.Name);

        Assert.Equal((GatewayState.Unknown, GatewayState.Missing), (checks["gateway"].State, checks["listeners"].State));
    }

    [Fact]
    public async Task A_cluster_that_does_not_know_the_token_cannot_be_read()
    {
        using var stranger = new k8s.Kubernetes(new KubernetesClientConfiguration { Host = cluster.Url, AccessToken = "wrong" });

        var gone = await Assert.ThrowsAsync<ClusterUnavailableException>(
            () => new GatewayReader(new(stranger, "test")).Read(Needs, TestContext.Current.CancellationToken));

        Assert.Contains("does not accept this kubeconfig (401)", gone.Message, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<GatewayCheck>> Checks() => GatewayChecks.Of(
        Needs, await new GatewayReader(new(api, "test")).Read(Needs, TestContext.Current.CancellationToken));

    private async Task Announce()
    {
        using var http = Http();
        await GatewaySelf.Announce(http, "gateways", "landfall", 8080, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    private HttpClient Http()
    {
        var http = new HttpClient { BaseAddress = new($"{cluster.Url}/") };
        http.DefaultRequestHeaders.Authorization = new("Bearer", cluster.Token);
        return http;
    }
}
