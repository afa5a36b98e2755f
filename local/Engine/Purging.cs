using Landfall.Local.Engine.Storage;
using Landfall.Worker.Protobuf;

namespace Landfall.Local.Engine;

/// <summary>Deletes ended instances with their history.</summary>
internal static class Purging
{
    public static int One(Session session, string id, bool recursive)
    {
        if (session.Find(id) is not { } row) return 0;
        if (!row.IsTerminal)
            throw new TaskHubException(
                TaskHubError.FailedPrecondition,
                "Only orchestrations in a terminal state can be purged, but the orchestration with instance ID "
                + $"{id} has status {row.Status}");
        return Delete(session, id, recursive);
    }

    /// <summary>One bite of a filter: so many instances, beginning after the place where the last bite ended.</summary>
    /// <returns>How many went, and where the next bite begins; null when nothing is left.</returns>
    public static (int Deleted, PurgePlace? Next) Some(
        Session session, PurgeInstanceFilter filter, bool recursive, PurgePlace after, int most)
    {
        var from = filter.CreatedTimeFrom?.ToDateTimeOffset().UtcTicks ?? 0;
        var to = filter.CreatedTimeTo?.ToDateTimeOffset().UtcTicks ?? long.MaxValue;
        var seen = session.Database.Query(
            "SELECT created, id, status FROM Instances WHERE (created, id) > ($1, $2) AND created BETWEEN $3 AND $4 "
            + "ORDER BY created, id LIMIT $5",
            row => (Place: new PurgePlace(row.GetInt64(0), row.GetString(1)), Status: (OrchestrationStatus)row.GetInt32(2)),
            after.Created, after.Id, from, to, most);
        var deleted = seen
            .Where(i => Statuses.IsTerminal(i.Status)
                && (filter.RuntimeStatus.Count == 0 || filter.RuntimeStatus.Contains(i.Status)))
            .Sum(i => Delete(session, i.Place.Id, recursive));
        return (deleted, seen.Count == most ? seen[^1].Place : null);
    }

    /// <summary>Deletes instances that ended before a moment, at most so many.</summary>
    public static int EndedBefore(Session session, DateTimeOffset moment, int most) => session.Database
        .Query(
            "SELECT id FROM Instances WHERE completed<$1 ORDER BY completed LIMIT $2",
            row => row.GetString(0), moment.UtcTicks, most)
        .Sum(id => session.Delete(id));

    private static int Delete(Session session, string id, bool recursive)
    {
        var children = recursive
            ? session.Database.Query(
                $"SELECT {InstanceRow.Columns} FROM Instances WHERE parent=$1", InstanceRow.Read, id)
            : [];
        return session.Delete(id) + children.Where(c => c.IsTerminal).Sum(c => Delete(session, c.Id, recursive));
    }
}

/// <summary>Where a purge stands in the order of creation.</summary>
internal readonly record struct PurgePlace(long Created, string Id)
{
    public static PurgePlace First => new(-1, "");
}
