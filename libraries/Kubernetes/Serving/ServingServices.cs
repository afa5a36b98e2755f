using Landfall.Kubernetes.Leases;
using Landfall.Kubernetes.Routes;
using Microsoft.Extensions.DependencyInjection;

namespace Landfall.Kubernetes.Serving;

public static class ServingServices
{
    /// <summary>Routes, leases and served versions; needs <c>AddLandfallKubernetes</c> and a <c>TimeProvider</c>.</summary>
    public static IServiceCollection AddLandfallServing(this IServiceCollection services) => services
        .AddSingleton<RouteStore>()
        .AddSingleton<RouteHalts>()
        .AddSingleton<RouteLeases>()
        .AddSingleton<ServingRunner>()
        .AddSingleton<AgentReader>();
}
