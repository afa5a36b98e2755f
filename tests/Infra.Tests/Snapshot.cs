using System.Text.Json;
using System.Text.RegularExpressions;

namespace Landfall.Infra.Tests;

/// <summary>All resources of the reviewed deployment, read from its golden file.</summary>
internal static partial class Snapshot
{
    private static readonly JsonElement[] Resources = Read();

    public static IEnumerable<JsonElement> Of(string type) =>
        Resources.Where(resource => resource.GetProperty("type").GetString() == type);

    public static IEnumerable<JsonElement> Settings() => Configs("appsettings");

    /// <summary>How people sign in, by site.</summary>
    public static IEnumerable<JsonElement> SignIns() => Configs("authsettingsV2");

    private static IEnumerable<JsonElement> Configs(string name) => Of("Microsoft.Web/sites/config")
        .Where(config => config.GetProperty("id").GetString()!.EndsWith($"/{name}", StringComparison.Ordinal));

    /// <summary>Every right given to an app: (app, container or other scope's name, first block of the role's id).</summary>
    public static IEnumerable<Right> Rights() =>
        from resource in Of("Microsoft.Authorization/roleAssignments")
        let properties = resource.GetProperty("properties")
        let holder = Identity().Match(properties.GetProperty("principalId").GetString()!)
        where holder.Success
        select new Right(
            holder.Groups["app"].Value,
            Scope(resource.GetProperty("id").GetString()!),
            properties.GetProperty("roleDefinitionId").GetString()!.Split('/')[^1]);

    private static string Scope(string id)
    {
        var scope = FirstText().Match(id);
        Assert.True(scope.Success, $"A role assignment without a readable scope: {id}");
        return scope.Groups["scope"].Value;
    }

    private static JsonElement[] Read()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(SourceTree.At("infra", "main.snapshot.json")));
        return [.. file.RootElement.GetProperty("predictedResources").EnumerateArray().Select(one => one.Clone())];
    }

    [GeneratedRegex("userAssignedIdentities/id-landfall-dev-(?<app>[a-z]+)'")]
    private static partial Regex Identity();

    [GeneratedRegex(@"extensionResourceId\((?<scope>.+?), 'Microsoft\.Authorization/roleAssignments'")]
    private static partial Regex FirstText();
}

/// <param name="App">The app's name in lower case.</param>
/// <param name="Scope">What the right is about: a resource id, or an expression that yields one.</param>
/// <param name="Role">The role definition's id.</param>
internal sealed record Right(string App, string Scope, string Role);
