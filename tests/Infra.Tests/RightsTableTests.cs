namespace Landfall.Infra.Tests;

public sealed class RightsTableTests
{
    private const string Contributor = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";

    [Fact]
    public void The_table_people_read_is_what_is_deployed()
    {
        var rows = File.ReadLines(SourceTree.At("docs", "operations", "identities.md"))
            .Where(line => line.StartsWith('|') && !line.StartsWith("| ---", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())
            .ToList();

        var written =
            from row in rows.Skip(1)
            from column in Enumerable.Range(1, row.Length - 1)
            where row[column].Length > 0
            select $"{row[0].ToLowerInvariant()} {row[column]} landfall-{rows[0][column]}";

        Assert.Equal(Deployed().Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Deployed() =>
        from right in Snapshot.Rights()
        let container = right.Scope.Split("/containers/landfall-")
        where container.Length == 2
        select $"{right.App} {(right.Role == Contributor ? 'w' : 'r')} landfall-{container[1].Trim('\'')}";
}
