using Landfall.Contracts;
using Landfall.Domain.Storage;
using Landfall.Signing;

namespace Landfall.Functions.Tests.Rollout;

/// <summary>Keys that are trusted, but not for every model.</summary>
public sealed class TrustTests : IDisposable
{
    private readonly LocalSigner signer = LocalSigner.Create();
    private readonly LocalSigner other = LocalSigner.Create();

    public void Dispose() => other.Dispose();

    [Fact]
    public async Task A_version_signed_by_a_key_for_other_models_is_not_deployed_and_gets_no_traffic()
    {
        await using var platform = await Start("flights", other.KeyId);
        var version = await platform.Register("0.8 0");
        await platform.Acquire.Run(new(platform.Run, "flights"), default);

        var deploy = await Assert.ThrowsAsync<TerminalFailure>(() => platform.Deploy.Run(new(platform.Run, version), default));
        var move = await Assert.ThrowsAsync<TerminalFailure>(() => platform.Apply.Run(Live(platform, version), default));

        foreach (var refused in new[] { deploy, move })
        {
            Assert.Contains("flights v1 may not serve", refused.Message, StringComparison.Ordinal);
            Assert.Contains($"key {signer.KeyId} may not sign versions of model 'flights'", refused.Message, StringComparison.Ordinal);
            Assert.Contains($"only {other.KeyId}", refused.Message, StringComparison.Ordinal);
        }

        Assert.Empty(platform.Objects("Deployment"));
        Assert.Empty(platform.Objects("HTTPRoute"));
    }

    [Fact]
    public async Task The_pod_of_a_model_with_keys_of_its_own_gets_those_alone_and_serves()
    {
        await using var platform = await Start("fl*", signer.KeyId);

        var version = await platform.Serve("0.8 0");

        await platform.Acquire.Run(new(platform.Run, "flights"), default);
        await platform.Apply.Run(Live(platform, version), default);
        Assert.Equal([signer.KeyId], TrustedKeys.FromPem(Keys(platform)!).KeyIds);
        Assert.Equal(2, TrustedKeys.FromPem(Map(platform)).KeyIds.Count);       // for the models that no entry names
    }

    [Fact]
    public async Task Where_no_entry_names_the_model_pods_read_the_keys_of_their_namespace_as_before()
    {
        await using var platform = await Start("tickets", other.KeyId);

        var version = await platform.Serve("0.8 0");

        await platform.Acquire.Run(new(platform.Run, "flights"), default);
        await platform.Apply.Run(Live(platform, version), default);
        Assert.Null(Keys(platform));
    }

    private async Task<RolloutPlatform> Start(string models, string key)
    {
        var platform = await RolloutPlatform.Start($"{{ trust: [ {{ models: [\"{models}\"], keys: [\"{key}\"] }} ] }}", signer: signer);
        platform.Trust(signer, other);
        return platform;
    }

    private static TrafficChange Live(RolloutPlatform platform, ModelVersionRef candidate) =>
        TrafficTests.Change(platform, new(1, 1), TrafficTests.Version(6), candidate, 10);

    /// <summary>What stands in the Deployment itself; null where it names the namespace's map.</summary>
    private static string? Keys(RolloutPlatform platform) => Assert.Single(platform.Objects("Deployment"))
        ["spec"]!["template"]!["spec"]!["initContainers"]![0]!["env"]!.AsArray()
        .Single(variable => (string?)variable!["name"] == "LANDFALL_TRUSTED_KEYS")!["value"]?.GetValue<string>();

    private static string Map(RolloutPlatform platform) => platform.Objects("ConfigMap")
        .Single(map => (string?)map["metadata"]!["name"] == "landfall-trusted-keys")["data"]!["keys.pem"]!.GetValue<string>();
}
