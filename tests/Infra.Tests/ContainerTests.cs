using Landfall.Domain.Storage;

namespace Landfall.Infra.Tests;

public sealed class ContainerTests
{
    [Fact]
    public void Every_container_the_code_names_is_deployed()
    {
        var deployed = Snapshot.Of("Microsoft.Storage/storageAccounts/blobServices/containers")
            .Select(container => container.GetProperty("name").GetString()!.Split('/')[^1])
            .ToHashSet();

        Assert.All(Containers.All, container => Assert.Contains(container, deployed));
    }
}
