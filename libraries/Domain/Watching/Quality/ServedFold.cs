using Landfall.Contracts.Agent;
using Landfall.Contracts.Documents;
using Landfall.Domain.Serving;

namespace Landfall.Domain.Watching.Quality;

/// <summary>Adds new live answers of a version to what waits for labels. Pure; adding the same again changes nothing.</summary>
public static class ServedFold
{
    /// <param name="since">When it became champion: what was answered before is passed over.</param>
    public static ServedLog Add(ServedLog known, QualityPlan plan, DateTimeOffset since, IReadOnlyList<PodReading> pods)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(pods);

        // Keys of other columns find no label any more; numbers go on.
        var joinOn = plan.Labels.JoinOn;
        var before = known.JoinOn.SequenceEqual(joinOn, StringComparer.Ordinal)
            ? known
            : known with { JoinOn = joinOn, Rows = [], Lost = known.Lost + known.Rows.Count };

        var seen = PredictionFold.Kept(before.Seen, pods);
        var (rows, unjoined, lost, added) = (before.Rows.ToList(), before.Unjoined, before.Lost, 0L);
        string? problem = null;
        foreach (var log in pods.Select(pod => pod.Answers).OfType<AnswerLog>())
        {
            var isJoined = log.JoinOn?.SequenceEqual(joinOn, StringComparer.Ordinal) == true;
            if (!isJoined)
                problem = Unlike(log, joinOn);
            var mark = seen.GetValueOrDefault(log.Key);
            lost += mark > 0 ? log.Dropped : 0;
            foreach (var entry in log.Entries.Where(entry => entry.Seq > mark))
            {
                seen[log.Key] = entry.Seq;
                if (entry.Mirror || entry.Status != 200 || entry.Time < since)
                    continue;
                var found = isJoined ? Rows(entry, plan.Task) : null;
                rows.AddRange(found ?? []);
                (added, unjoined) = found is null ? (added, unjoined + 1) : (added + found.Count, unjoined);
            }
        }

        var over = Math.Max(0, rows.Count - ServedLog.Most);
        return before with
        {
            Next = before.Next + added,
            Seen = seen,
            Rows = over > 0 ? rows[over..] : rows,
            Unjoined = unjoined,
            Lost = lost + over,
            Problem = problem,
        };
    }

    /// <returns>Null when it has no key, or no prediction of the task, for each of its rows.</returns>
    private static List<ServedRow>? Rows(PredictionLogEntry entry, ModelTask task)
    {
        if (entry is not { Keys: { } keys, Labels: { } labels } || keys.Count != labels.Count)
            return null;

        var scores = entry.Scores?.Count == keys.Count ? entry.Scores : null;
        var rows = new List<ServedRow>();
        for (var row = 0; row < keys.Count; row++)
        {
            if (LabelText.Of(task, labels[row]) is not { } prediction)
                return null;
            rows.Add(new(keys[row], entry.Time, prediction, scores?[row]));
        }

        return rows;
    }

    private static string Unlike(AnswerLog log, IReadOnlyList<string> wanted) =>
        $"pod {log.Key.Split('|')[0]} logs {(log.JoinOn is { } other ? $"keys of {string.Join(", ", other)}" : "no keys")}, not of "
        + $"{string.Join(", ", wanted)}: it was deployed under an earlier document; the next promotion logs them";
}
