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

    public static int Many(Session session, PurgeInstanceFilter filter, bool recursive)
    {
        var from = filter.CreatedTimeFrom?.ToDateTimeOffset().UtcTicks ?? 0;
        var to = filter.CreatedTimeTo?.ToDateTimeOffset().UtcTicks ?? long.MaxValue;
        var ids = session.Database.Query(
            "SELECT id, status FROM Instances WHERE created BETWEEN $1 AND $2",
            row => (Id: row.GetString(0), Status: (OrchestrationStatus)row.GetInt32(1)), from, to);
        return ids
            .Where(i => Statuses.IsTerminal(i.Status)
                && (filter.RuntimeStatus.Count == 0 || filter.RuntimeStatus.Contains(i.Status)))
            .Sum(i => Delete(session, i.Id, recursive));
    }

    private static int Delete(Session session, string id, bool recursive)
    {
        var children = recursive
            ? session.Database.Query(
                $"SELECT {InstanceRow.Columns} FROM Instances WHERE parent=$1", InstanceRow.Read, id)
            : [];
        return session.Delete(id) + children.Where(c => c.IsTerminal).Sum(c => Delete(session, c.Id, recursive));
    }
}
