using Landfall.Domain.Documents;
using Landfall.Domain.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Landfall.Storage;

public static class StorageServices
{
    /// <summary>Blobs and documents, reached by the one setting <c>StorageAccess</c>.</summary>
    public static IServiceCollection AddLandfallStorage(this IServiceCollection services, IConfiguration configuration)
    {
        var rights = configuration[StorageAccess.RightsSetting] is { } text ? ContainerRights.Parse(text) : null;
        if (rights is not null)
            services.AddSingleton(rights);
        services.AddSingleton(_ => StorageAccess.Open(configuration[StorageAccess.Setting], rights: rights));
        services.AddSingleton<IBlobStore, AzureBlobStore>();
        services.AddSingleton<IBlobFiles, AzureBlobFiles>();
        services.AddSingleton<IDocumentStore, BlobDocumentStore>();
        services.AddSingleton<PinnedDocuments>();
        return services;
    }
}
