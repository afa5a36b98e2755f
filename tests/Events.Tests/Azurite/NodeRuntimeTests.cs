using Landfall.Local.Events;

namespace Landfall.Events.Tests.Azurite;

public sealed class NodeRuntimeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Says_what_is_missing_where_it_looked_and_what_to_do()
    {
        var events = await EventGrid.StartAsync(new EventGridOptions(folder.Path));
        await using var _ = events;

        var missing = await Assert.ThrowsAsync<LocalStartException>(() => LocalStorage.StartAsync(
            new LocalStorageOptions(folder.Path, folder.Path) { SearchPath = folder.Path }, events));

        Assert.Contains("`node` is not on the PATH", missing.Message);
        Assert.Contains(folder.Path, missing.Message);
        Assert.Contains("Install Node.js 20 or newer", missing.Message);
    }

    [Theory]
    [InlineData("v18.20.1", "is 18.20.1")]
    [InlineData("surprise", "said \"surprise\"")]
    public async Task Refuses_a_node_that_is_too_old_or_none(string says, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs that stand in for Node.js are shell scripts.");
        Program("node", $"echo {says}");
        Program("npm", "exit 0");

        var refused = await Assert.ThrowsAsync<LocalStartException>(
            () => NodeRuntime.FindAsync(folder.Path, CancellationToken.None));

        Assert.Contains(expected, refused.Message);
    }

    [Fact]
    public async Task Shows_what_npm_said_when_it_fails()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs that stand in for Node.js are shell scripts.");
        Program("node", "echo v22.0.0");
        Program("npm", "echo no route to the registry >&2; exit 7");
        var runtime = await NodeRuntime.FindAsync(folder.Path, CancellationToken.None);

        var failed = await Assert.ThrowsAsync<LocalStartException>(
            () => new AzuriteInstall(folder.Path, runtime, null).EnsureAsync(CancellationToken.None));

        Assert.Contains("ended with 7: no route to the registry", failed.Message);
    }

    private void Program(string name, string script)
    {
        var path = Path.Combine(folder.Path, name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
