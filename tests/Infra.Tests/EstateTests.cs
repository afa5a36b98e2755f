using System.Text.Json;

namespace Landfall.Infra.Tests;

/// <summary>What the reviewed deployment must hold, whatever else changes in it.</summary>
public sealed class EstateTests
{
    private const string Reader = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1";
    private const string Contributor = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";
    private const string KeyReader = "21090545-7ca7-4776-b22c-e363652d74d2";
    private const string SecretUser = "4633458b-17de-408a-b874-0445c86b69e6";
    private const string ModelKeeper = "f6c7c914-8db3-469d-8ca1-694a8f32e121";
    private const string Pull = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
    private const string Crypto = "12338af0-0e69-4776-bea7-57ae8d297424";

    [Fact]
    public void Every_app_folder_has_its_own_site()
    {
        var sites = Snapshot.Of("Microsoft.Web/sites").Select(site => site.GetProperty("tags").GetProperty("landfall-app").GetString());

        Assert.Equal(Repository.Apps(), sites.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_site_has_one_identity_that_no_other_site_has()
    {
        var identities = Snapshot.Of("Microsoft.Web/sites").Select(site =>
            Assert.Single(site.GetProperty("identity").GetProperty("userAssignedIdentities").EnumerateObject()).Name).ToList();

        Assert.Equal(identities.Count, identities.Distinct().Count());
    }

    [Fact]
    public void Every_site_runs_a_custom_handler_on_the_one_task_hub_without_a_secret()
    {
        Assert.All(Snapshot.Of("Microsoft.Web/sites"), site => Assert.Equal("custom", site.GetProperty("properties")
            .GetProperty("functionAppConfig").GetProperty("runtime").GetProperty("name").GetString()));

        Assert.All(Snapshot.Settings(), config =>
        {
            var settings = config.GetProperty("properties");
            Assert.Equal("landfall", settings.GetProperty("TASKHUB_NAME").GetString());
            Assert.Contains(
                "Authentication=ManagedIdentity;ClientID=",
                settings.GetProperty("DURABLE_TASK_SCHEDULER_CONNECTION_STRING").GetString());
            Assert.DoesNotContain(settings.EnumerateObject(), one =>
                one.Value.GetString()!.Contains("AccountKey=", StringComparison.OrdinalIgnoreCase)
                || one.Value.GetString()!.Contains("listKeys", StringComparison.OrdinalIgnoreCase));
        });
    }

    [Fact]
    public void People_sign_in_where_they_come_without_a_secret_and_whoever_has_a_link_gets_through()
    {
        var signIns = Snapshot.SignIns().ToList();

        Assert.Equal(
            ["approve", "console"],
            signIns.Select(one => one.GetProperty("id").GetString()!.Split("func-landfall-dev-")[1].Split('-')[0]).Order(StringComparer.Ordinal));
        Assert.All(signIns, one =>
        {
            var properties = one.GetProperty("properties");
            var entra = properties.GetProperty("identityProviders").GetProperty("azureActiveDirectory").GetProperty("registration");
            Assert.Equal("AllowAnonymous", properties.GetProperty("globalValidation").GetProperty("unauthenticatedClientAction").GetString());
            Assert.Equal("OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID", entra.GetProperty("clientSecretSettingName").GetString());
            Assert.Contains("/v2.0", entra.GetProperty("openIdIssuer").GetString(), StringComparison.Ordinal);
        });
        foreach (var app in Repository.Apps())
            Assert.Equal(app is "Approve" or "Console", AppSettings.Of(app).GetValueOrDefault("Access__EasyAuth") == "true");
    }

    [Fact]
    public void No_storage_account_accepts_a_key_or_the_public() =>
        Assert.All(Snapshot.Of("Microsoft.Storage/storageAccounts"), account =>
        {
            var properties = account.GetProperty("properties");
            Assert.False(properties.GetProperty("allowSharedKeyAccess").GetBoolean());
            Assert.False(properties.GetProperty("allowBlobPublicAccess").GetBoolean());
        });

    [Theory]
    [InlineData("train", "landfall-holdout")]
    [InlineData("train", "landfall-labels")]
    [InlineData("train", "landfall-approvals")]
    [InlineData("train", "landfall-registry")]
    [InlineData("rollout", "landfall-holdout")]
    [InlineData("rollout", "landfall-labels")]
    [InlineData("approve", "landfall-registry")]
    [InlineData("console", "landfall-labels")]
    public void An_app_cannot_even_read_what_is_not_its_business(string app, string container) =>
        Assert.DoesNotContain(RightsOn(container), right => right.App == app);

    [Theory]
    [InlineData("landfall-approvals", "approve")]
    [InlineData("landfall-registry", "register")]
    [InlineData("landfall-records", "record")]
    [InlineData("landfall-labels", "validate")]
    [InlineData("landfall-ledger", "ingest")]
    [InlineData("landfall-documents", "console")]
    public void One_app_alone_writes(string container, string app) =>
        Assert.Equal([app], RightsOn(container).Where(right => right.Role == Contributor).Select(right => right.App));

    [Fact]
    public void The_console_writes_documents_and_the_orchestrations_nothing() => Assert.Equal(
        ["console"], Snapshot.Rights().Where(right => right.App is "console" or "orchestrations" && right.Role == Contributor).Select(right => right.App));

    [Fact]
    public void Nobody_has_a_right_to_the_data_of_the_whole_account() => Assert.DoesNotContain(
        Snapshot.Rights(),
        right => right.Role is Reader or Contributor && !right.Scope.Contains("/containers/", StringComparison.Ordinal));

    [Fact]
    public void Each_signing_key_has_one_user()
    {
        var users = Snapshot.Rights().Where(right => right.Role == Crypto).ToList();

        Assert.Equal(["approve", "record", "register"], users.Select(right => right.App).Order(StringComparer.Ordinal));
        Assert.Equal(users.Count, users.Select(right => right.Scope).Distinct().Count());
    }

    [Fact]
    public void Who_checks_signatures_reads_that_key_and_cannot_sign()
    {
        var readers = Snapshot.Rights().Where(right => right.Role == KeyReader).ToList();

        Assert.Equal(["evaluate", "rollout"], readers.Select(right => right.App).Order(StringComparer.Ordinal));
        Assert.All(readers, right => Assert.EndsWith("/keys/landfall-versions'", right.Scope, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_secret_has_one_reader() => Assert.Equal(
        ["approve /secrets/landfall-webhook-secret'", "record /secrets/landfall-git-token'"],
        Snapshot.Rights().Where(right => right.Role == SecretUser)
            .Select(right => $"{right.App} {right.Scope[right.Scope.IndexOf("/secrets/", StringComparison.Ordinal)..]}")
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Register_alone_keeps_models_in_the_workspace_that_is_named()
    {
        var right = Assert.Single(Snapshot.Rights(), right => right.Role == ModelKeeper);

        Assert.Equal("register", right.App);
        Assert.Contains("Microsoft.MachineLearningServices/workspaces", right.Scope, StringComparison.Ordinal);
    }

    [Fact]
    public void The_registry_gives_images_to_the_clusters_nodes_alone()
    {
        var registry = Assert.Single(Snapshot.Of("Microsoft.ContainerRegistry/registries")).GetProperty("properties");

        Assert.False(registry.GetProperty("adminUserEnabled").GetBoolean());
        Assert.False(registry.GetProperty("anonymousPullEnabled").GetBoolean());
        Assert.DoesNotContain(Snapshot.Rights(), right => right.Role == Pull);
        Assert.Single(Snapshot.Of("Microsoft.Authorization/roleAssignments"), right =>
            right.GetProperty("properties").GetProperty("roleDefinitionId").GetString()!.EndsWith(Pull, StringComparison.Ordinal));
    }

    [Fact]
    public void An_event_nobody_takes_is_tried_for_a_day_and_then_kept()
    {
        var subscription = Assert.Single(Snapshot.Of("Microsoft.EventGrid/systemTopics/eventSubscriptions")).GetProperty("properties");

        Assert.Equal(1440, subscription.GetProperty("retryPolicy").GetProperty("eventTimeToLiveInMinutes").GetInt32());
        Assert.Equal("StorageBlob", subscription.GetProperty("deadLetterWithResourceIdentity")
            .GetProperty("deadLetterDestination").GetProperty("endpointType").GetString());
        Assert.EndsWith("/functions/OnBlobCreated", subscription.GetProperty("destination")
            .GetProperty("properties").GetProperty("resourceId").GetString());
    }

    [Fact]
    public void The_host_filters_work_items_with_a_bundle_that_can()
    {
        using var host = JsonDocument.Parse(File.ReadAllText(SourceTree.At("host.json")));

        Assert.True(host.RootElement.GetProperty("extensions").GetProperty("durableTask").GetProperty("storageProvider")
            .GetProperty("workItemFilteringEnabled").GetBoolean());
        var bundle = host.RootElement.GetProperty("extensionBundle").GetProperty("version").GetString()!;
        Assert.True(Version.Parse(bundle.TrimStart('[').Split(',')[0]) >= new Version(4, 38, 1), bundle);
    }

    private static IEnumerable<Right> RightsOn(string container) =>
        Snapshot.Rights().Where(right => right.Scope.Contains($"/containers/{container}'", StringComparison.Ordinal));
}
