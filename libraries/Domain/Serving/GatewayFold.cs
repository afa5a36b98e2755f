namespace Landfall.Domain.Serving;

/// <summary>
/// Finds the failures that the gateway saw and no agent. A failed answer of a server is in both counts, so only the excess of
/// the gateway's over the agents' counts. The gateway is read first and may be behind the agents, so the excess is never
/// overstated; its largest value so far stands, since neither count takes anything back.
/// </summary>
public static class GatewayFold
{
    /// <param name="known">With what the agents say at this look.</param>
    public static CounterState Add(CounterState known, ObserveRequest look, IReadOnlyList<GatewayReading> readings)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(look);
        ArgumentNullException.ThrowIfNull(readings);

        var marks = (known.Gateway ?? []).ToDictionary(mark => (mark.Version, mark.Stratum));
        var unseen = (known.Unseen ?? []).ToDictionary(row => (row.Version, row.Stratum), row => row.Requests);
        foreach (var reading in readings.Where(reading => Counts(reading, known, look)))
        {
            var before = marks.GetValueOrDefault((reading.Version, reading.Stratum));
            var mark = Next(before, reading, AgentsSaw(known, reading));
            marks[(reading.Version, reading.Stratum)] = mark;

            var more = mark.Unseen - (before?.Unseen ?? 0);
            var at = (reading.Version, reading.Stratum ?? look.Stratum);
            if (more > 0)
                unseen[at] = unseen.GetValueOrDefault(at) + more;
        }

        return known with
        {
            Gateway = [.. marks.Values],
            Unseen = [.. unseen.Select(row => new UnseenFailures(row.Key.Version, row.Key.Item2, row.Value))],
        };
    }

    /// <summary>A stratum's counter begins with the stratum; any other one began before this run, at a value that is not its own.</summary>
    private static GatewayMark Next(GatewayMark? before, GatewayReading reading, long agents)
    {
        before ??= reading.Stratum is null
            ? new(reading.Version, null, reading.Failed, 0, agents, 0)
            : new(reading.Version, reading.Stratum, 0, 0, 0, 0);
        var more = reading.Failed >= before.Last ? reading.Failed - before.Last : reading.Failed;
        var total = before.Total + more;
        return before with
        {
            Last = reading.Failed,
            Total = total,
            Unseen = Math.Max(before.Unseen, total - (agents - before.Before)),
        };
    }

    private static long AgentsSaw(CounterState known, GatewayReading reading) => known.Rows
        .Where(row => row.Version == reading.Version && (reading.Stratum is null || row.Stratum == reading.Stratum))
        .Sum(row => row.FailedRequests);

    /// <summary>As with the agents' rows: strata of this rollout, copies of the candidate in shadow and nowhere else.</summary>
    private static bool Counts(GatewayReading reading, CounterState known, ObserveRequest look) =>
        reading.Stratum is not { } stratum
        || (CounterFold.SameEpoch(stratum, look.Stratum)
            && reading.IsMirror
                == (reading.Version == ServingNames.Version(look.Candidate) && stratum == known.Shadow));
}
