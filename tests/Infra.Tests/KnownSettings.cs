using System.Text.RegularExpressions;

namespace Landfall.Infra.Tests;

/// <summary>The settings that an app's code reads: its options' properties, and those of the libraries that it registers.</summary>
internal static partial class KnownSettings
{
    /// <summary>What a call in an app's code makes it read.</summary>
    private static readonly Dictionary<string, string[]> Registered = new()
    {
        ["AddLandfallStorage"] = ["StorageAccess", "StorageRights"],
        ["AddLandfallSigner"] = ["Signing__KeyFolder", "Signing__KeyVault"],
        ["AddLandfallLinks"] = ["Signing__KeyFolder", "Signing__KeyVault"],
        ["AddLandfallKubernetes"] = ["Kubernetes__ClusterId", "Kubernetes__Context", "Kubernetes__Kubeconfig"],
        ["AddLandfallNotifications"] = ["Notifications__Outbox", "Notifications__Webhook", "Notifications__WebhookSecret"],
    };

    /// <summary>Calls that bring options of their own with them, and where those stand.</summary>
    private static readonly Dictionary<string, string> Brought = new()
    {
        ["AddLandfallAccess"] = "libraries/Hosting/Access/AccessOptions.cs",
    };

    public static HashSet<string> Of(string app)
    {
        var texts = Sources(app).Select(File.ReadAllText).ToList();
        var brought = Brought.Where(pair => texts.Any(text => text.Contains($"{pair.Key}(", StringComparison.Ordinal)))
            .Select(pair => File.ReadAllText(SourceTree.At(pair.Value)));
        var options =
            from text in texts.Concat(brought)
            let section = Section().Match(text)
            where section.Success
            from Match property in Property().Matches(text)
            select $"{section.Groups[1].Value}__{property.Groups[1].Value}";
        var registered =
            from pair in Registered
            where texts.Any(text => text.Contains($"{pair.Key}(", StringComparison.Ordinal))
            from setting in pair.Value
            select setting;

        // Which identity to ask tokens for: read by the credential, wherever there is one.
        return [.. options, .. registered, .. registered.Any() ? ["AZURE_CLIENT_ID"] : Array.Empty<string>()];
    }

    /// <summary>Names in the table above that no library reads any more.</summary>
    public static IEnumerable<string> Stale()
    {
        var libraries = Directory.EnumerateFiles(SourceTree.At("libraries"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText).ToList();
        return Registered.Values.SelectMany(names => names).Distinct().Where(name =>
            !libraries.Any(text => text.Contains($"\"{name.Replace("__", ":")}\"", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Sources(string app) => Directory.EnumerateFiles(
        app == "Orchestrations" ? SourceTree.At("orchestrations") : SourceTree.At("functions", app), "*.cs",
        SearchOption.AllDirectories);

    [GeneratedRegex("""public const string Section = "(\w+)";""")]
    private static partial Regex Section();

    [GeneratedRegex(@"public [\w<>?]+ (\w+) \{ get; init; \}")]
    private static partial Regex Property();
}
