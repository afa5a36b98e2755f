using System.Text.RegularExpressions;

namespace Landfall.Infra.Tests;

/// <summary>That Terraform makes what Bicep makes. Bicep is reviewed as a whole, in its snapshot.</summary>
public sealed partial class CounterpartTests
{
    /// <summary>What an azurerm resource is to Azure: the last part of each type it makes.</summary>
    private static readonly Dictionary<string, string[]> Made = new()
    {
        ["azurerm_application_insights"] = ["components"],
        ["azurerm_container_registry"] = ["registries"],
        ["azurerm_consumption_budget_resource_group"] = ["budgets"],
        ["azurerm_key_vault"] = ["vaults"],
        ["azurerm_log_analytics_workspace"] = ["workspaces"],
        ["azurerm_monitor_diagnostic_setting"] = ["diagnosticSettings"],
        ["azurerm_monitor_workspace"] = ["accounts"],
        ["azurerm_resource_group"] = ["resourceGroups"],
        ["azurerm_role_assignment"] = ["roleAssignments"],
        ["azurerm_storage_account"] = ["storageAccounts", "blobServices"],
        ["azurerm_storage_container"] = ["containers"],
        ["azurerm_storage_management_policy"] = ["managementPolicies"],
        ["azurerm_user_assigned_identity"] = ["userAssignedIdentities"],
    };

    public static TheoryData<string> Modules => [.. BicepModules().Except(["types", "apps"])];

    [Fact]
    public void Every_module_has_its_counterpart() => Assert.Equal(
        Sorted(BicepModules().Select(module => module == "types" ? "roles" : Terraform.Snake(module))),
        Sorted(Terraform.Modules()));

    [Fact]
    public void Every_app_may_do_the_same() => Assert.Equal(AppsOfBicep(), AppsOfTerraform());

    [Fact]
    public void Every_role_has_the_same_id()
    {
        var bicep = BicepRole().Matches(BicepText("types"))
            .Select(role => $"{Terraform.Snake(role.Groups["name"].Value)} {role.Groups["id"].Value}");
        var terraform = Terraform.Blocks(Terraform.Text("roles"), "output")
            .Select(role => $"{role.Labels} {RoleId().Match(role.Body).Value}");

        Assert.Equal(bicep, terraform);
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_module_gives_the_same_roles(string module)
    {
        var imported = Import().Match(BicepText(module)).Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)
            .Where(name => name is not ("" or "appType" or "containerRight" or "secretName"));
        var used = RoleUse().Matches(Terraform.Text(Terraform.Snake(module))).Select(match => match.Groups[1].Value);

        Assert.Equal(Sorted(imported.Select(Terraform.Snake)), Sorted(used));
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_module_makes_the_same_resources(string module)
    {
        var text = Terraform.Text(Terraform.Snake(module));
        var made = Terraform.Names(text, "resource").Select(labels => labels.Split(' ')[0])
            .Where(type => !type.StartsWith("azapi_", StringComparison.Ordinal)).SelectMany(type => Made[type])
            .Concat(Terraform.Blocks(text, "resource").SelectMany(block => AzapiType().Matches(block.Body)).Select(match => match.Groups["type"].Value.Split('/')[^1]));
        if (text.Contains("appSettings ", StringComparison.Ordinal))
            made = made.Append("config");

        // The service inside an account is there with the account.
        var wanted = BicepResource().Matches(BicepText(module))
            .Select(match => match.Groups["type"].Value.Split('/')[^1]);
        Assert.Equal(Sorted(wanted.Except(["blobServices"])), Sorted(made.Except(["blobServices"])));
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void What_azapi_makes_has_the_version_Bicep_names(string module)
    {
        var bicep = BicepText(module);
        Assert.All(AzapiType().Matches(Terraform.Text(Terraform.Snake(module))), type =>
        {
            var (name, version) = (type.Groups["type"].Value, type.Groups["version"].Value);
            var parent = name[..name.LastIndexOf('/')];
            Assert.True(
                bicep.Contains($"'{name}@{version}'", StringComparison.Ordinal)
                    || bicep.Contains($"'{parent}@{version}'", StringComparison.Ordinal),
                $"{module}: {name}@{version} is not what Bicep names");
        });
    }

    [Fact]
    public void Every_container_is_made()
    {
        var storage = Quoted().Matches(Terraform.Text("storage")).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.All(
            Quoted().Matches(BicepText("storage").Replace('\'', '"')).Select(match => match.Groups[1].Value),
            container => Assert.Contains(container, storage));
    }

    [Fact]
    public void Every_parameter_and_output_is_there_under_its_name()
    {
        var main = MainText();

        Assert.Equal(
            Sorted(Named(main, "param").Append("subscription_id")),
            Sorted(Terraform.Names(Terraform.Text(""), "variable")));
        Assert.Equal(Sorted(Named(main, "output")), Sorted(Terraform.Names(Terraform.Text(""), "output")));
    }

    [Fact]
    public void Every_site_gets_the_same_settings()
    {
        var bicep = Setting().Matches(MainText() + BicepText("functionApp"));
        var terraform = Setting().Matches(Terraform.Text("") + Terraform.Text("function_app"));

        Assert.Equal(Sorted(bicep.Select(match => match.Value)), Sorted(terraform.Select(match => match.Value)));
    }

    private static IEnumerable<string> AppsOfBicep() =>
        from Match app in BicepApp().Matches(BicepText("apps"))
        from fact in Facts(app.Value, BicepRight()).Select(fact => fact.Replace("alwaysReady", "always_ready"))
        select $"{app.Groups["name"].Value} {fact}";

    private static IEnumerable<string> AppsOfTerraform() =>
        from Match app in TerraformApp().Matches(Terraform.Text("apps"))
        from fact in Facts(app.Value, TerraformRight())
        select $"{app.Groups["name"].Value} {fact}";

    private static IEnumerable<string> Facts(string app, Regex right) =>
        right.Matches(app).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}")
            .Concat(Fact().Matches(app).Select(match =>
                $"{match.Groups[1].Value} {match.Groups[2].Value.Trim('\'', '"')}"))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> BicepModules() =>
        Directory.GetFiles(SourceTree.At("infra", "modules"), "*.bicep")
            .Select(file => Path.GetFileNameWithoutExtension(file)!);

    private static string BicepText(string module) =>
        File.ReadAllText(SourceTree.At("infra", "modules", $"{module}.bicep"));

    private static string MainText() => File.ReadAllText(SourceTree.At("infra", "main.bicep"));

    private static IEnumerable<string> Named(string text, string kind) =>
        Regex.Matches(text, $@"(?m)^{kind} (\w+) ").Select(match => Terraform.Snake(match.Groups[1].Value));

    private static string[] Sorted(IEnumerable<string> names) => [.. names.Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"var (?<name>\w+) = '(?<id>[0-9a-f-]{36})'")]
    private static partial Regex BicepRole();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex RoleId();

    [GeneratedRegex(@"import \{(.*)\} from 'types.bicep'")]
    private static partial Regex Import();

    [GeneratedRegex(@"module\.roles\.(\w+)")]
    private static partial Regex RoleUse();

    [GeneratedRegex(@"resource \w+ '(?<type>[\w./]+)(?:@[\w-]+)?' = ")]
    private static partial Regex BicepResource();

    [GeneratedRegex("""type\s+= "(?<type>Microsoft\.[\w./]+)@(?<version>[\w-]+)""")]
    private static partial Regex AzapiType();

    [GeneratedRegex("\"(landfall-[a-z-]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\b(?:TASKHUB_NAME|[A-Z]+(?:_[A-Z]+){2,}|AzureWebJobsStorage__\w+|StorageAccess)\b"
        + @"|\w+__(?:Environment|Policy|KeyVault|Webhook|ClusterId)\b|__(?:AgentImage|TrustedKeysVault)\b")]
    private static partial Regex Setting();

    [GeneratedRegex(@"  \{\n    name: '(?<name>\w+)'\n.*?\n  \}", RegexOptions.Singleline)]
    private static partial Regex BicepApp();

    [GeneratedRegex(@"^    (?<name>[A-Z]\w+)\s+= \{\n.*?\n    \}", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex TerraformApp();

    [GeneratedRegex(@"container: '(\w+)', right: '(\w+)'")]
    private static partial Regex BicepRight();

    [GeneratedRegex("""(\w+)\s+= "(read|write)"$""", RegexOptions.Multiline)]
    private static partial Regex TerraformRight();

    [GeneratedRegex("""\b(landing|links|cluster|key|verifies|secret|people|alwaysReady|always_ready|memory)\s*[:=] ([\w'"-]+)""")]
    private static partial Regex Fact();
}
