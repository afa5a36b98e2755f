using Landfall.Host.Tests.Handler;

namespace Landfall.Host.Tests;

internal static class Program
{
    private static async Task<int> Main(string[] args) => args is ["handler"]
        ? await FakeHandler.Run()
        : await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(
            args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
}
