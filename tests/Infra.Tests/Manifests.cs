using YamlDotNet.Serialization;

namespace Landfall.Infra.Tests;

/// <summary>What infra/manifests holds, object by object.</summary>
internal static class Manifests
{
    public static string Folder { get; } = SourceTree.At("infra", "manifests");

    public static IEnumerable<string> Files() =>
        Directory.GetFiles(Folder, "*.yaml").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);

    public static IEnumerable<Node> Objects() => Files().Where(file => file != "kustomization.yaml").SelectMany(Read);

    public static IEnumerable<Node> Of(string kind) => Objects().Where(one => one.Text("kind") == kind);

    public static Node Named(string kind, string name, string? space = null) => Assert.Single(Of(kind), one =>
        one["metadata"].Text("name") == name && (space is null || one["metadata"].Text("namespace") == space));

    /// <summary>The documents of one file.</summary>
    public static IEnumerable<Node> Read(string file)
    {
        // Duplicate names are a mistake that kubectl would let pass.
        var reader = new DeserializerBuilder().WithDuplicateKeyChecking().Build();
        var parser = new YamlDotNet.Core.Parser(new StringReader(File.ReadAllText(Path.Combine(Folder, file))));
        parser.MoveNext();
        while (parser.MoveNext() && parser.Current is YamlDotNet.Core.Events.DocumentStart)
        {
            parser.MoveNext();
            yield return new Node(reader.Deserialize<object?>(parser));
            Assert.IsType<YamlDotNet.Core.Events.DocumentEnd>(parser.Current);
        }
    }
}
