using Landfall.Domain.Registry;
using Microsoft.Extensions.DependencyInjection;

namespace Landfall.Registry;

public static class RegistryServices
{
    /// <summary>The registry that only reads; needs storage.</summary>
    public static IServiceCollection AddLandfallRegistryReader(this IServiceCollection services) =>
        services.AddSingleton<ModelRegistry>();

    /// <summary>The registry that makes versions and moves aliases; needs storage and a signer.</summary>
    public static IServiceCollection AddLandfallRegistry(this IServiceCollection services) =>
        services.AddLandfallRegistryReader().AddSingleton<IModelRegistry, BlobModelRegistry>();
}
