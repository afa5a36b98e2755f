using System.Text.RegularExpressions;

namespace Landfall.Infra.Tests;

/// <summary>That the Terraform files hold together; what they would make is compared elsewhere.</summary>
public sealed partial class TerraformTests
{
    public static TheoryData<string> Parts => ["", .. Terraform.Modules()];

    [Fact]
    public void Every_file_parses_and_is_formatted()
    {
        var terraform = Installed.Find("terraform");
        Assert.SkipWhen(
            terraform is null,
            "terraform is not in PATH. Install it and run 'terraform fmt -check -recursive infra/terraform'.");

        var checkedFiles = Tool.Run(terraform, Terraform.Folder, "fmt", "-check", "-diff", "-recursive");

        Assert.True(checkedFiles.ExitCode == 0, checkedFiles.Output);
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Every_variable_and_output_says_what_it_is(string module)
    {
        var text = Terraform.Text(module);

        Assert.All(
            Terraform.Blocks(text, "variable").Concat(Terraform.Blocks(text, "output")),
            block => Assert.Matches("""(?m)^  description\s+= "[A-Z].+"$""", block.Body));
        Assert.All(Terraform.Blocks(text, "variable"), block => Assert.Matches(@"(?m)^  type\s+= ", block.Body));
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Every_variable_is_used_and_every_used_one_declared(string module)
    {
        var text = Terraform.Text(module);

        var used = Variable().Matches(text).Select(match => match.Groups[1].Value).Distinct();

        // One that is only checked would be a promise that nothing keeps.
        var checkedOnly = Terraform.Blocks(text, "variable").Where(block =>
            Regex.Count(text, $@"\bvar\.{block.Labels}\b") == Regex.Count(block.Body, $@"\bvar\.{block.Labels}\b"));
        Assert.Equal(
            Terraform.Names(text, "variable").Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
        Assert.Empty(checkedOnly.Select(block => block.Labels));
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Every_module_gets_exactly_what_it_asks_for(string module)
    {
        var text = Terraform.Text(module);
        foreach (var call in Terraform.Blocks(text, "module"))
        {
            var called = Source().Match(call.Body).Groups[1].Value;
            var given = Argument().Matches(call.Body).Select(match => match.Groups[1].Value)
                .Except(["source", "count", "for_each", "depends_on"]);
            Assert.Equal(
                Terraform.Names(Terraform.Text(called), "variable").Order(StringComparer.Ordinal),
                given.Order(StringComparer.Ordinal));

            var taken = Regex.Matches(text, $@"\bmodule\.{call.Labels}(?:\[[^\]]+\])?\.(\w+)")
                .Select(match => match.Groups[1].Value);
            Assert.Subset(Terraform.Names(Terraform.Text(called), "output").ToHashSet(), taken.ToHashSet());
        }
    }

    [Fact]
    public void No_file_holds_a_secret_or_asks_for_a_key() => Assert.All(
        (string[])["", .. Terraform.Modules()],
        module => Assert.DoesNotMatch(
            @"(primary|secondary)_access_key|_sas\b|password|client_secret|shared_access_key_enabled += true",
            Terraform.Text(module)));

    [GeneratedRegex(@"\bvar\.(\w+)")]
    private static partial Regex Variable();

    [GeneratedRegex("""source\s+= "(?:\.\./|\./modules/)(\w+)""")]
    private static partial Regex Source();

    [GeneratedRegex(@"^  (\w+)\s+=", RegexOptions.Multiline)]
    private static partial Regex Argument();
}
