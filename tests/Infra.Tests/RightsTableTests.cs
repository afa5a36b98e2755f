using Landfall.Domain.Storage;

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

    [Fact]
    public void Apps_on_one_machine_keep_to_what_is_deployed()
    {
        var kept =
            from app in AppRights.Apps
            from container in Containers.All
            let write = AppRights.Of(app).Allow(container, write: true)
            where AppRights.Of(app).Allow(container, write: false)
            select $"{app.ToLowerInvariant()} {(write ? 'w' : 'r')} {container}";

        Assert.Equal(Deployed().Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Landing_containers_are_open_to_the_same_apps()
    {
        var deployed = Snapshot.Rights()
            .Where(right => right.Scope.Contains("/containers/", StringComparison.Ordinal) && !right.Scope.Contains("/containers/landfall-", StringComparison.Ordinal))
            .Select(right => right.App).Distinct();

        var kept = AppRights.Apps.Where(app => AppRights.Of(app).Allow("landing", write: false)).Select(app => app.ToLowerInvariant());

        Assert.Equal(deployed.Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(AppRights.Apps, app => AppRights.Of(app).Allow("landing", write: true));
    }

    private static IEnumerable<string> Deployed() =>
        from right in Snapshot.Rights()
        let container = right.Scope.Split("/containers/landfall-")
        where container.Length == 2
        select $"{right.App} {(right.Role == Contributor ? 'w' : 'r')} landfall-{container[1].Trim('\'')}";
}
