using System.Globalization;
using System.Text;
using Landfall.Local.Engine.Storage;
using Landfall.Worker.Protobuf;

namespace Landfall.Local.Engine;

/// <summary>Lists instances in the order of their creation, page by page.</summary>
internal static class Queries
{
    private const int DefaultPage = 100;

    public static QueryInstancesResponse Page(Database database, InstanceQuery query)
    {
        var size = query.MaxInstanceCount > 0 ? query.MaxInstanceCount : DefaultPage;
        var (created, id) = ReadToken(query.ContinuationToken);
        var response = new QueryInstancesResponse();
        var from = query.CreatedTimeFrom?.ToDateTimeOffset().UtcTicks ?? 0;
        var to = query.CreatedTimeTo?.ToDateTimeOffset().UtcTicks ?? long.MaxValue;
        var last = (Created: 0L, Id: "");
        database.Stream(
            $"SELECT {InstanceRow.Columns}, created FROM Instances "
            + "WHERE (created, id) > ($1, $2) AND created BETWEEN $3 AND $4 ORDER BY created, id",
            row =>
            {
                if (!Fits(query, row.GetString(0), (OrchestrationStatus)row.GetInt32(3))) return true;
                if (response.OrchestrationState.Count == size)
                {
                    response.ContinuationToken = WriteToken(last);
                    return false;
                }
                var read = InstanceRow.Read(row);
                response.OrchestrationState.Add(Shape(read.State, query.FetchInputsAndOutputs, keepStatus: true));
                last = (row.GetInt64(7), read.Id);
                return true;
            },
            created, id, from, to);
        return response;
    }

    /// <summary>
    /// Leaves out what was not asked for. Lists show the custom status in any case, like the real service.
    /// </summary>
    public static OrchestrationState Shape(OrchestrationState state, bool payloads, bool keepStatus)
    {
        if (payloads) return state;
        state.Input = null;
        state.Output = null;
        state.FailureDetails = null;
        if (!keepStatus) state.CustomStatus = null;
        return state;
    }

    private static bool Fits(InstanceQuery query, string id, OrchestrationStatus status) =>
        (query.RuntimeStatus.Count == 0 || query.RuntimeStatus.Contains(status))
        && (query.InstanceIdPrefix is null || id.StartsWith(query.InstanceIdPrefix, StringComparison.Ordinal));

    private static string WriteToken((long Created, string Id) last) =>
        Convert.ToBase64String(
            Encoding.UTF8.GetBytes($"{last.Created.ToString(CultureInfo.InvariantCulture)}|{last.Id}"));

    private static (long Created, string Id) ReadToken(string? token)
    {
        if (string.IsNullOrEmpty(token)) return (-1, "");
        try
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(token));
            var bar = text.IndexOf('|');
            return (long.Parse(text[..bar], CultureInfo.InvariantCulture), text[(bar + 1)..]);
        }
        catch (Exception bad) when (bad is FormatException or ArgumentOutOfRangeException)
        {
            throw new TaskHubException(
                TaskHubError.InvalidArgument,
                "The continuation token is not one that this hub gave out; start without one.");
        }
    }
}
