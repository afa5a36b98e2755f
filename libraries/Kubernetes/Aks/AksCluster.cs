using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using k8s;
using k8s.KubeConfigModels;

namespace Landfall.Kubernetes.Aks;

/// <summary>
/// A cluster that Azure runs: its address and certificate come from the resource manager, its tokens are the app's own
/// identity. So no kubeconfig lies anywhere, and there is no key in one that could leak.
/// </summary>
internal static class AksCluster
{
    private const string ResourceManager = "https://management.azure.com";
    private const string ApiVersion = "2025-05-01";

    /// <summary>The application that stands for the API servers of all such clusters, in every tenant.</summary>
    private const string EveryApiServer = "6dae42f8-4368-4678-94ff-3960e28e3630";

    /// <param name="clusterId">/subscriptions/…/providers/Microsoft.ContainerService/managedClusters/{name}</param>
    /// <exception cref="ArgumentException">It is no cluster's resource id.</exception>
    /// <exception cref="ClusterUnavailableException">The resource manager refuses, or does not answer.</exception>
    public static KubernetesClientConfiguration Open(
        string clusterId, TokenCredential credential, AksClusterOptions? options = null)
    {
        var name = NameOf(clusterId);
        var kubeconfig = KubernetesYaml.Deserialize<K8SConfiguration>(Fetch(clusterId, name, credential, options));
        var endpoint = kubeconfig.Clusters?.FirstOrDefault()?.ClusterEndpoint;
        if (endpoint is not { Server: { Length: > 0 } server, CertificateAuthorityData: { Length: > 0 } authority })
            throw new ClusterUnavailableException(
                $"The kubeconfig of cluster {name} names no address and certificate: is it a managed cluster?");

        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(Encoding.ASCII.GetString(Convert.FromBase64String(authority)));
        return new()
        {
            Host = server,
            SslCaCerts = certificates,
            TokenProvider = new IdentityTokens(credential, $"{ApiServer(kubeconfig)}/.default"),
        };
    }

    private static string NameOf(string clusterId) =>
        clusterId.Split('/') is
            ["", "subscriptions", { Length: > 0 }, var groups, { Length: > 0 }, "providers", var provider, var type, { Length: > 0 } name]
        && groups.Equals("resourceGroups", StringComparison.OrdinalIgnoreCase)
        && provider.Equals("Microsoft.ContainerService", StringComparison.OrdinalIgnoreCase)
        && type.Equals("managedClusters", StringComparison.OrdinalIgnoreCase)
            ? name
            : throw new ArgumentException(
                $"The setting 'Kubernetes__ClusterId' is '{clusterId}'; it must be a cluster's resource id: /subscriptions/…"
                + "/resourceGroups/…/providers/Microsoft.ContainerService/managedClusters/….");

    /// <summary>Format "azure" names the application to ask tokens for; the other one wants a program that is not here.</summary>
    private static string Fetch(string clusterId, string name, TokenCredential credential, AksClusterOptions? options)
    {
        var pipeline = HttpPipelineBuilder.Build(
            options ?? new(), new BearerTokenAuthenticationPolicy(credential, $"{ResourceManager}/.default"));
        using var message = pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(new(
            $"{ResourceManager}{clusterId}/listClusterUserCredential?api-version={ApiVersion}&format=azure"));
        message.Request.Headers.SetValue("Accept", "application/json");
        try
        {
            pipeline.Send(message, CancellationToken.None);
        }
        catch (Exception gone) when (gone is RequestFailedException or IOException or AggregateException)
        {
            throw new ClusterUnavailableException($"Could not look up cluster {name}: Azure did not answer ({gone.Message}).", gone);
        }

        return message.Response.IsError
            ? throw new ClusterUnavailableException(
                $"Could not look up cluster {name}: Azure answered {message.Response.Status} {message.Response.ReasonPhrase}. "
                + "This app's identity needs the role 'Azure Kubernetes Service Cluster User Role' on it; infra/ gives it.")
            : Kubeconfig(message.Response.Content.ToMemory(), name);
    }

    private static string Kubeconfig(ReadOnlyMemory<byte> answer, string name)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            var first = json.RootElement.GetProperty("kubeconfigs").EnumerateArray().First();
            return Encoding.UTF8.GetString(first.GetProperty("value").GetBytesFromBase64());
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ClusterUnavailableException($"Could not look up cluster {name}: Azure's answer holds no kubeconfig.", wrong);
        }
    }

    private static string ApiServer(K8SConfiguration kubeconfig) =>
        kubeconfig.Users?.FirstOrDefault()?.UserCredentials?.AuthProvider?.Config is { } config
        && config.TryGetValue("apiserver-id", out var id) && id.Length > 0
            ? id
            : EveryApiServer;
}
