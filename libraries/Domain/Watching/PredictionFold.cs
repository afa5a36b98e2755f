using System.Globalization;
using Landfall.Contracts.Agent;
using Landfall.Domain.Serving;

namespace Landfall.Domain.Watching;

/// <summary>
/// Counts new live predictions on the bins of the baseline, if there is one. What is kept are counts and where to go on reading; what
/// was mirrored, failed, or answered before the promotion is passed over.
/// </summary>
internal static class PredictionFold
{
    public static WatchCounters Add(
        WatchCounters known, PredictionBaseline? baseline, DateTimeOffset since, IReadOnlyList<PodReading> pods)
    {
        var places = baseline?.Counts.Count ?? 0;
        var bins = known.Bins.Count == places ? [.. known.Bins] : new long[places];
        var (unread, lost) = (known.Unread, known.Lost);
        var cursor = Kept(known.Cursor, pods);
        foreach (var log in pods.Select(pod => pod.Answers).OfType<AnswerLog>())
        {
            // At the first reading of a pod, what its memory no longer holds was answered before.
            lost += cursor.ContainsKey(log.Key) ? log.Dropped : 0;
            foreach (var entry in log.Entries)
            {
                cursor[log.Key] = entry.Seq;
                if (entry.Mirror || entry.Status != 200 || entry.Time < since)
                    continue;
                if (baseline is not null && !Count(entry, baseline, bins))
                    unread++;
            }
        }

        return known with { Bins = bins, Cursor = cursor, Unread = unread, Lost = lost };
    }

    /// <summary>Only of pods that are still there; the others will not be asked again.</summary>
    internal static Dictionary<string, long> Kept(IReadOnlyDictionary<string, long> cursor, IReadOnlyList<PodReading> pods)
    {
        var there = pods.Select(pod => pod.Pod).ToHashSet(StringComparer.Ordinal);
        return cursor.Where(mark => there.Contains(mark.Key.Split('|')[0])).ToDictionary(StringComparer.Ordinal);
    }

    /// <returns>False when the answer does not have what the baseline counts.</returns>
    private static bool Count(PredictionLogEntry entry, PredictionBaseline baseline, long[] bins)
    {
        var found = baseline.Kind switch
        {
            PredictionKind.Score => entry.Scores?.Select(baseline.BinOf),
            PredictionKind.Label => entry.Labels?.Select(baseline.BinOf),
            _ => Numbers(entry.Labels)?.Select(baseline.BinOf),
        };
        if (found is null)
            return false;

        foreach (var bin in found)
            bins[bin]++;
        return true;
    }

    private static List<double>? Numbers(IReadOnlyList<string>? labels)
    {
        var numbers = new List<double>();
        foreach (var label in labels ?? [])
        {
            if (!double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
                return null;
            numbers.Add(number);
        }

        return labels is null ? null : numbers;
    }
}
