namespace Landfall.Architecture.Tests;

public sealed class ReferenceTests
{
    private static readonly string[] Core = ["libraries/Contracts", "libraries/Domain"];

    [Theory]
    [InlineData("libraries/Contracts/Contracts.csproj")]
    [InlineData("libraries/Domain/Domain.csproj", "libraries/Contracts")]
    [InlineData("libraries/Worker.Abstractions/Worker.Abstractions.csproj")]
    [InlineData("libraries/Worker/Worker.csproj", "libraries/Worker.Abstractions")]
    [InlineData("orchestrations/Orchestrations.csproj", "libraries/Contracts", "libraries/Domain", "libraries/Worker.Abstractions")]
    [InlineData("agent/Agent.csproj", "libraries/Contracts", "libraries/Signing")]
    public void A_room_refers_to_these_and_no_others(string project, params string[] allowed) =>
        Assert.Empty(Projects.References(project).Except(allowed));

    public static TheoryData<string> Adapters() =>
        [.. new[] { "Kubernetes", "Storage", "Registry", "Signing", "Metrics", "Notifications", "Git", "DuckDb", "AzureMachineLearning" }
            .SelectMany(name => Projects.In($"libraries/{name}/"))];

    [Theory]
    [MemberData(nameof(Adapters))]
    public void An_adapter_knows_the_domain_and_no_other_adapter(string project)
    {
        // The registry signs what it publishes. It reaches blobs through the ports of the domain.
        string[] more = project.StartsWith("libraries/Registry/", StringComparison.Ordinal)
            ? ["libraries/Signing"]
            : [];

        Assert.Empty(Projects.References(project).Except([.. Core, .. more]));
    }

    public static TheoryData<string> Apps() => [.. Projects.In("functions/")];

    [Theory]
    [MemberData(nameof(Apps))]
    public void A_function_app_knows_libraries_and_no_other_app(string project) => Assert.DoesNotContain(
        Projects.References(project), reference => !reference.StartsWith("libraries/", StringComparison.Ordinal));

    public static TheoryData<string> Samples() => [.. Projects.In("samples/")];

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_needs_nothing_of_ours(string project) => Assert.DoesNotContain(
        Projects.References(project), reference => !reference.StartsWith("samples/", StringComparison.Ordinal));

    [Fact]
    public void Nothing_shipped_refers_to_what_is_local_or_a_test()
    {
        var shipped = new[] { "libraries/", "functions/", "orchestrations/", "agent/", "cli/" }.SelectMany(Projects.In);

        Assert.DoesNotContain(shipped.SelectMany(Projects.References), reference =>
            reference.StartsWith("local", StringComparison.Ordinal) || reference.StartsWith("tests", StringComparison.Ordinal));
    }
}
