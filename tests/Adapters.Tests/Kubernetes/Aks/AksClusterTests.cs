using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Landfall.Kubernetes;
using Landfall.Kubernetes.Aks;
using Microsoft.Extensions.Configuration;

namespace Landfall.Adapters.Tests.Kubernetes.Aks;

/// <summary>The resource manager behind the transport of the Azure pipeline, with the bodies of its REST reference.</summary>
public sealed class AksClusterTests : HttpMessageHandler
{
    private const string Id =
        "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-landfall-dev/providers/"
        + "Microsoft.ContainerService/managedClusters/aks-landfall-dev";

    private readonly List<string> calls = [];
    private HttpStatusCode status = HttpStatusCode.OK;
    private string body = Answer(Kubeconfig());

    [Fact]
    public async Task Azure_tells_where_the_cluster_is_and_the_apps_identity_opens_it()
    {
        var config = Open(Id);

        Assert.Equal("https://aks-landfall-dev-abc.hcp.westeurope.azmk8s.io:443", config.Host);
        Assert.Equal("CN=ca", Assert.Single(config.SslCaCerts).Subject);
        var token = await config.TokenProvider.GetAuthenticationHeaderAsync(default);
        Assert.Equal("Bearer token-for-6dae42f8-4368-4678-94ff-3960e28e3630/.default", token.ToString());
        Assert.Equal(
            [$"POST {Id}/listClusterUserCredential?api-version=2025-05-01&format=azure token-for-https://management.azure.com/.default"],
            calls);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, """{"error":{"code":"AuthorizationFailed"}}""", "Cluster User Role")]
    [InlineData(HttpStatusCode.OK, "{}", "no kubeconfig")]
    [InlineData(HttpStatusCode.OK, """{"kubeconfigs":[]}""", "no kubeconfig")]
    [InlineData(HttpStatusCode.OK, """{"kubeconfigs":[{"name":"x","value":"%"}]}""", "no kubeconfig")]
    [InlineData(HttpStatusCode.OK, "<html>", "no kubeconfig")]
    public void A_refusal_and_an_answer_without_a_cluster_can_be_repeated(HttpStatusCode answer, string content, string why)
    {
        (status, body) = (answer, content);

        Assert.Contains(why, Assert.Throws<ClusterUnavailableException>(() => Open(Id)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kubeconfig_without_a_certificate_is_not_used()
    {
        body = Answer(Kubeconfig().Replace("certificate-authority-data", "note", StringComparison.Ordinal));

        Assert.Contains("no address and certificate", Assert.Throws<ClusterUnavailableException>(() => Open(Id)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aks-landfall-dev")]
    [InlineData("/subscriptions/1/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/x")]
    [InlineData(Id + "/agentPools/work")]
    [InlineData("https://attacker.example.com" + Id)]
    public void What_is_no_clusters_id_is_refused_before_anyone_is_asked(string id)
    {
        Assert.Contains("Kubernetes__ClusterId", Assert.Throws<ArgumentException>(() => Open(id)).Message, StringComparison.Ordinal);
        Assert.Empty(calls);
    }

    [Fact]
    public void One_app_has_one_cluster()
    {
        var both = new ConfigurationBuilder().AddInMemoryCollection(
            [new("Kubernetes:Kubeconfig", "/kubeconfig"), new("Kubernetes:ClusterId", Id)]).Build();

        Assert.Contains("both set", Assert.Throws<ArgumentException>(() => KubernetesAccess.Open(both)).Message, StringComparison.Ordinal);
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        calls.Add($"{request.Method} {request.RequestUri!.PathAndQuery} {request.Headers.Authorization?.Parameter}");
        return new(status) { Content = new StringContent(body) };
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(Send(request, cancellationToken));

    private k8s.KubernetesClientConfiguration Open(string id)
    {
        var options = new AksClusterOptions { Transport = new HttpClientTransport(new HttpClient(this)) };
        options.Retry.MaxRetries = 0;
        return AksCluster.Open(id, new OwnIdentity(), options);
    }

    private static string Answer(string kubeconfig) =>
        $$"""{"kubeconfigs":[{"name":"clusterUser","value":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(kubeconfig))}}"}]}""";

    private static string Kubeconfig()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=ca", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100)).ExportCertificatePem();
        return $"""
            apiVersion: v1
            kind: Config
            clusters:
            - cluster:
                certificate-authority-data: {Convert.ToBase64String(Encoding.ASCII.GetBytes(authority))}
                server: https://aks-landfall-dev-abc.hcp.westeurope.azmk8s.io:443
              name: aks-landfall-dev
            contexts:
            - context: {"{"} cluster: aks-landfall-dev, user: clusterUser {"}"}
              name: aks-landfall-dev
            current-context: aks-landfall-dev
            users:
            - name: clusterUser
              user:
                auth-provider:
                  config:
                    apiserver-id: 6dae42f8-4368-4678-94ff-3960e28e3630
                    client-id: 80faf920-1908-4b52-b5ef-a8e7bedfc67a
                    config-mode: '1'
                    environment: AzurePublicCloud
                    tenant-id: 00000000-0000-0000-0000-000000000002
                  name: azure
            """;
    }

    private sealed class OwnIdentity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new($"token-for-{requestContext.Scopes[0]}", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
