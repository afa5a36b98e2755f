using System.Globalization;
using System.Text;
using Landfall.Local.Engine.Storage;
using Landfall.Worker.Protobuf;

namespace Landfall.Local.Engine;

/// <summary>Lists ids by the time of their end, page by page; the key of a page's last id begins the next.</summary>
internal static class IdListing
{
    private const int DefaultPage = 100;

    public static ListInstanceIdsResponse Page(Database database, ListInstanceIdsRequest request)
    {
        if (request.PageSize < 0)
            throw new TaskHubException(
                TaskHubError.InvalidArgument, $"The page size {request.PageSize} is negative; 0 means {DefaultPage}.");

        var size = request.PageSize == 0 ? DefaultPage : request.PageSize;
        var (ended, id) = Read(request.LastInstanceKey);
        var from = request.CompletedTimeFrom?.ToDateTimeOffset().UtcTicks ?? 0;
        // Without an end there is no time of it: a bound on that time leaves the instance out.
        var to = request.CompletedTimeTo?.ToDateTimeOffset().UtcTicks
            ?? (request.CompletedTimeFrom is null ? long.MaxValue : long.MaxValue - 1);
        var response = new ListInstanceIdsResponse();
        var last = (Ended: 0L, Id: "");
        database.Stream(
            "SELECT id, status, COALESCE(completed, 9223372036854775807) AS ended FROM Instances "
            + "WHERE (COALESCE(completed, 9223372036854775807), id) > ($1, $2) "
            + "AND COALESCE(completed, 9223372036854775807) BETWEEN $3 AND $4 ORDER BY ended, id",
            row =>
            {
                if (request.RuntimeStatus.Count > 0 && !request.RuntimeStatus.Contains((OrchestrationStatus)row.GetInt32(1)))
                    return true;
                if (response.InstanceIds.Count == size)
                {
                    response.LastInstanceKey = Write(last);
                    return false;
                }

                last = (row.GetInt64(2), row.GetString(0));
                response.InstanceIds.Add(last.Id);
                return true;
            },
            ended, id, from, to);
        return response;
    }

    private static string Write((long Ended, string Id) last) => Convert.ToBase64String(
        Encoding.UTF8.GetBytes($"{last.Ended.ToString(CultureInfo.InvariantCulture)}|{last.Id}"));

    private static (long Ended, string Id) Read(string? key)
    {
        if (string.IsNullOrEmpty(key)) return (-1, "");
        try
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(key));
            var bar = text.IndexOf('|');
            return (long.Parse(text[..bar], CultureInfo.InvariantCulture), text[(bar + 1)..]);
        }
        catch (Exception bad) when (bad is FormatException or ArgumentOutOfRangeException)
        {
            throw new TaskHubException(
                TaskHubError.InvalidArgument, "The last instance key is not one that this hub gave out; start without one.");
        }
    }
}
