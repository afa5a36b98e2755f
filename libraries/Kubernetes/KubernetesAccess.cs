using k8s;
using k8s.Exceptions;
using Microsoft.Extensions.Configuration;

namespace Landfall.Kubernetes;

/// <summary>How an app reaches its cluster.</summary>
public static class KubernetesAccess
{
    /// <summary>Path of a kubeconfig file. Empty: the pod's own identity, else the user's default kubeconfig.</summary>
    public const string KubeconfigSetting = "Kubernetes:Kubeconfig";

    /// <summary>The context within the kubeconfig; empty takes its current one.</summary>
    public const string ContextSetting = "Kubernetes:Context";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <exception cref="ArgumentException">The setting names no readable kubeconfig.</exception>
    public static k8s.Kubernetes Open(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);

        var path = configuration[KubeconfigSetting];
        var context = configuration[ContextSetting] is { Length: > 0 } named ? named : null;
        try
        {
            var config = path is { Length: > 0 }
                ? KubernetesClientConfiguration.BuildConfigFromConfigFile(path, context)
                : KubernetesClientConfiguration.BuildDefaultConfig();
            config.HttpClientTimeout = Timeout;
            return new k8s.Kubernetes(config);
        }
        catch (Exception wrong) when (wrong is KubeConfigException or IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException(
                $"The setting 'Kubernetes__Kubeconfig' is '{path}': {wrong.Message} It must be the path of a readable "
                + "kubeconfig, or empty where the pod's own identity is meant.", wrong);
        }
    }
}
