namespace Landfall.EndToEnd.Tests.Platform;

/// <summary>
/// One platform for all tests that leave it whole: a start costs more than most tests. It starts when the first test asks
/// for it. Each test has a pipeline of its own name, so that they may run at the same time.
/// </summary>
public sealed class SharedPlatform : IAsyncDisposable
{
    private readonly Lazy<Task<LandfallPlatform>> platform = new(() => LandfallPlatform.Start("shared"));

    public Task<LandfallPlatform> Up() => platform.Value;

    public async ValueTask DisposeAsync()
    {
        if (platform.IsValueCreated)
            await (await platform.Value).DisposeAsync();
    }
}
