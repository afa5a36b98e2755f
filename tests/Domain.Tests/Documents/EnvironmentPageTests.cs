using System.Text.RegularExpressions;
using Landfall.Domain.Documents;

namespace Landfall.Domain.Tests.Documents;

/// <summary>What the pages about the Environment show can be written so.</summary>
public sealed partial class EnvironmentPageTests
{
    private const string Head = """
        apiVersion: landfall.dev/v1
        kind: Environment
        metadata: { name: local, owner: platform }
        spec:
          cluster: { name: local }
          namespaces: { train: landfall-train, evaluate: landfall-evaluate, serve: landfall-serve }
          gateway: { name: models, namespace: landfall-gateway }
          registries: [registry.example.com]
          storage: { account: devstoreaccount1 }
          publicUrl: http://localhost:7076

        """;

    [Theory]
    [InlineData("docs/operations/access.md", "")]
    [InlineData("docs/reference/events.md", "  groups: {}\n  people: {}\n")]
    [InlineData("docs/guides/experiments.md", "  groups: {}\n  people: {}\n")]
    public void An_example_is_a_good_document(string page, string more)
    {
        var example = Yaml().Match(File.ReadAllText(SourceTree.At(page))).Groups[1].Value;
        Assert.StartsWith("spec:\n", example, StringComparison.Ordinal);

        var reading = DocumentReader.Read($"{Head}{more}{example["spec:\n".Length..]}");

        Assert.Empty(reading.Problems);
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Yaml();
}
