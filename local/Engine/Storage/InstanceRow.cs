using Landfall.Worker.Protobuf;
using Microsoft.Data.Sqlite;

namespace Landfall.Local.Engine.Storage;

/// <summary>One row of Instances.</summary>
internal sealed record InstanceRow(
    string Id, string Execution, string Queue, OrchestrationStatus Status, int Deliveries,
    ParentInstanceInfo? Parent, OrchestrationState State)
{
    public const string Columns = "id, execution, queue, status, deliveries, parentInfo, state";

    public bool IsTerminal => Statuses.IsTerminal(Status);

    public static InstanceRow Read(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), (OrchestrationStatus)row.GetInt32(3), row.GetInt32(4),
        row.IsDBNull(5) ? null : ParentInstanceInfo.Parser.ParseFrom((byte[])row[5]),
        OrchestrationState.Parser.ParseFrom((byte[])row[6]));

    public static InstanceRow? Find(Database database, string id) => database
        .Query($"SELECT {Columns} FROM Instances WHERE id=$1", Read, id)
        .FirstOrDefault();
}
