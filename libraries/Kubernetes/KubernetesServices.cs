using System.Reflection;
using Azure.Core;
using k8s;
using Landfall.Kubernetes.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Landfall.Kubernetes;

public static class KubernetesServices
{
    /// <summary>
    /// The cluster: <see cref="IKubernetes"/>, <see cref="ClusterClient"/> and <see cref="JobRunner"/>, reached by the
    /// setting <c>Kubernetes__Kubeconfig</c> or <c>Kubernetes__ClusterId</c>, or without them as the pod or the user that
    /// runs this.
    /// </summary>
    /// <param name="app">Who owns the fields this app applies: <c>landfall-{app}</c>. Null: the program's name.</param>
    public static IServiceCollection AddLandfallKubernetes(
        this IServiceCollection services, IConfiguration configuration, string? app = null)
    {
        var manager = $"landfall-{(app ?? ProgramName()).ToLowerInvariant()}";

        services.AddSingleton<IKubernetes>(provider => KubernetesAccess.Open(configuration, provider.GetService<TokenCredential>()));
        services.AddSingleton(provider => new ClusterClient(provider.GetRequiredService<IKubernetes>(), manager));
        services.AddSingleton<JobRunner>();
        services.AddSingleton<JobSweep>();
        return services;
    }

    private static string ProgramName() => Assembly.GetEntryAssembly()?.GetName().Name?.Split('.')[^1] ?? "platform";
}
