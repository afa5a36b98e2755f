using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Landfall.Architecture.Tests;

public sealed partial class DependencyTests
{
    [Fact]
    public void Every_package_has_a_reason_and_every_reason_a_package()
    {
        var pinned = XDocument.Load(SourceTree.At("Directory.Packages.props")).Descendants("PackageVersion")
            .Select(package => (string)package.Attribute("Include")!);
        var explained = File.ReadLines(SourceTree.At("docs", "dependencies.md"))
            .Select(line => Row().Match(line)).Where(row => row.Success).Select(row => row.Groups["package"].Value);

        Assert.Equal(pinned.Order(StringComparer.Ordinal), explained.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\| `(?<package>[\w.]+)` \|")]
    private static partial Regex Row();
}
