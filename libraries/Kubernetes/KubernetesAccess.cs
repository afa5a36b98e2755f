using Azure.Core;
using Azure.Identity;
using k8s;
using k8s.Exceptions;
using Landfall.Kubernetes.Aks;
using Microsoft.Extensions.Configuration;

namespace Landfall.Kubernetes;

/// <summary>How an app reaches its cluster.</summary>
public static class KubernetesAccess
{
    /// <summary>Path of a kubeconfig file. Empty: the pod's own identity, else the user's default kubeconfig.</summary>
    public const string KubeconfigSetting = "Kubernetes:Kubeconfig";

    /// <summary>The context within the kubeconfig; empty takes its current one.</summary>
    public const string ContextSetting = "Kubernetes:Context";

    /// <summary>Instead of a kubeconfig: the resource id of a cluster in Azure, reached with the app's own identity.</summary>
    public const string ClusterIdSetting = "Kubernetes:ClusterId";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <exception cref="ArgumentException">The settings name no readable kubeconfig and no cluster in Azure, or both.</exception>
    /// <exception cref="ClusterUnavailableException">Azure does not tell where the cluster is.</exception>
    public static k8s.Kubernetes Open(IConfiguration configuration, TokenCredential? credential = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);

        var path = configuration[KubeconfigSetting];
        if (configuration[ClusterIdSetting] is { Length: > 0 } clusterId)
            return string.IsNullOrEmpty(path)
                ? Client(AksCluster.Open(clusterId, credential ?? new DefaultAzureCredential()))
                : throw new ArgumentException(
                    "The settings 'Kubernetes__Kubeconfig' and 'Kubernetes__ClusterId' are both set; an app has one cluster. "
                    + "Take one of them away.");
        try
        {
            return Open(path, configuration[ContextSetting] is { Length: > 0 } named ? named : null);
        }
        catch (Exception wrong) when (wrong is KubeConfigException or IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException(
                $"The setting 'Kubernetes__Kubeconfig' is '{path}': {wrong.Message} It must be the path of a readable "
                + "kubeconfig, or empty where the pod's own identity is meant.", wrong);
        }
    }

    private static k8s.Kubernetes Client(KubernetesClientConfiguration config)
    {
        config.HttpClientTimeout = Timeout;
        return new(config);
    }

    /// <param name="kubeconfig">A file; empty for the pod's own identity, else the user's default kubeconfig.</param>
    /// <exception cref="KubeConfigException">The file is none, or lacks the context.</exception>
    public static k8s.Kubernetes Open(string? kubeconfig, string? context)
    {
        return Client(kubeconfig is { Length: > 0 }
            ? KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig, context)
            : KubernetesClientConfiguration.BuildDefaultConfig());
    }
}
