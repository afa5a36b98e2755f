namespace Landfall.Infra.Tests;

/// <summary>That infra/ and the apps mean the same settings. Terraform gives the same ones: see CounterpartTests.</summary>
public sealed class SettingsTests
{
    [Theory]
    [MemberData(nameof(AppSettings.Apps), MemberType = typeof(AppSettings))]
    public void An_app_is_told_nothing_that_it_does_not_read(string app)
    {
        var known = KnownSettings.Of(app);

        // One for all apps: those without storage of their own do not mind it.
        Assert.Empty(AppSettings.Own(app).Keys.Except(known).Except(["StorageAccess", "AZURE_CLIENT_ID"]));
    }

    /// <summary>They are written into an app's settings by whoever puts Easy Auth before it.</summary>
    [Theory]
    [InlineData("Console", true)]
    [InlineData("Approve", true)]
    [InlineData("Train", false)]
    public void Apps_that_people_reach_read_how_they_are_known(string app, bool reads)
    {
        Assert.Equal(reads, KnownSettings.Of(app).Contains("Access__EasyAuth"));
        Assert.Equal(reads, KnownSettings.Of(app).Contains("Access__ClaimedNames"));
    }

    [Fact]
    public void What_the_libraries_are_said_to_read_they_do_read() => Assert.Empty(KnownSettings.Stale());

    /// <summary>The real program with the real names: it listens only when every validator is content.</summary>
    [Theory]
    [MemberData(nameof(AppSettings.Apps), MemberType = typeof(AppSettings))]
    public async Task An_app_starts_with_what_it_is_told(string app)
    {
        var started = await StartedApp.Run(app, AppSettings.Of(app));

        Assert.True(started.Listens, started.Said);
    }

    [Theory]
    [InlineData("Ingest", "Ingest__Policy", "Ingest:Policy")]
    [InlineData("Evaluate", "StorageAccess", "StorageAccess")]
    [InlineData("Rollout", "Rollout__TrustedKeysVault", "Rollout:TrustedKeysVault")]
    [InlineData("Approve", "Notifications__Webhook", "Notifications:Webhook")]
    [InlineData("Record", "Signing__KeyVault", "Signing:KeyVault")]
    public async Task An_app_without_one_of_them_says_which(string app, string setting, string said)
    {
        var settings = AppSettings.Of(app);
        Assert.True(settings.Remove(setting));

        var started = await StartedApp.Run(app, settings);

        Assert.False(started.Listens);
        Assert.Contains(said, started.Said, StringComparison.Ordinal);
    }
}
