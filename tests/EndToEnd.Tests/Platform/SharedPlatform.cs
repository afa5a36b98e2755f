namespace Landfall.EndToEnd.Tests.Platform;

/// <summary>
/// One platform for all tests: a start costs more than most of them. Each leaves it up and has a pipeline of its
/// own name.
/// </summary>
public sealed class SharedPlatform : IAsyncLifetime
{
    public LandfallPlatform Platform { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Platform = await LandfallPlatform.Start("shared");

    public ValueTask DisposeAsync() => Platform.DisposeAsync();
}

/// <summary>Tests of this collection run one after another on <see cref="SharedPlatform"/>.</summary>
[CollectionDefinition(Name)]
public sealed class PlatformTests : ICollectionFixture<SharedPlatform>
{
    public const string Name = "platform";
}
