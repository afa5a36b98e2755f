using System.Text.RegularExpressions;

namespace Landfall.Infra.Tests;

/// <summary>The Terraform files as text; <c>terraform fmt</c>, a test of its own, vouches that they parse.</summary>
internal static partial class Terraform
{
    public static string Folder { get; } = SourceTree.At("infra", "terraform");

    public static IEnumerable<string> Modules() =>
        Directory.GetDirectories(Path.Combine(Folder, "modules")).Select(folder => Path.GetFileName(folder)!);

    /// <summary>All files of a module, one after the other.</summary>
    /// <param name="module">Empty: the root.</param>
    public static string Text(string module)
    {
        var folder = module.Length == 0 ? Folder : Path.Combine(Folder, "modules", module);
        var files = Directory.GetFiles(folder, "*.tf").Order(StringComparer.Ordinal);
        return string.Join('\n', files.Select(File.ReadAllText));
    }

    public static IEnumerable<Block> Blocks(string text, string kind) =>
        from Match block in TopLevel().Matches(text)
        where block.Groups["kind"].Value == kind
        select new Block(block.Groups["labels"].Value.Replace("\"", "").Trim(), block.Groups["body"].Value);

    public static IEnumerable<string> Names(string text, string kind) =>
        Blocks(text, kind).Select(block => block.Labels);

    /// <summary>"functionApp" becomes "function_app".</summary>
    public static string Snake(string name) => Capital().Replace(name, "_$0").ToLowerInvariant();

    // A formatted file closes a top-level block, and nothing else, at the start of a line.
    [GeneratedRegex(
        """^(?<kind>\w+)(?<labels>(?: "[\w-]+")*) \{\n(?<body>.*?)^\}""",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex TopLevel();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Capital();
}

/// <param name="Labels">"type name", or "name".</param>
internal sealed record Block(string Labels, string Body);
