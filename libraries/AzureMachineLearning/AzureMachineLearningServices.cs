using Azure.Core;
using Azure.Identity;
using Landfall.Domain.Registry;
using Microsoft.Extensions.DependencyInjection;

namespace Landfall.AzureMachineLearning;

public static class AzureMachineLearningServices
{
    /// <summary>The mirror that an Environment may ask for. Nothing is asked of Azure before a version is to be shown.</summary>
    public static IServiceCollection AddLandfallAzureMachineLearning(this IServiceCollection services) =>
        services.AddSingleton<IVersionMirror>(provider =>
            new WorkspaceMirror(provider.GetService<TokenCredential>() ?? new DefaultAzureCredential()));
}
