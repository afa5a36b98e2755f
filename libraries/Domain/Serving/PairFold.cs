using Landfall.Contracts.Agent;

namespace Landfall.Domain.Serving;

/// <summary>
/// Pairs both answers to one request, once, when it is old enough that a late answer no longer helps. Nothing is kept
/// between looks but where to go on reading: the candidate's cursor stays far enough behind for what is not paired yet.
/// </summary>
public static class PairFold
{
    /// <summary>An answer of the candidate that is missing after this long is a disagreement.</summary>
    public static readonly TimeSpan Watermark = TimeSpan.FromSeconds(10);

    /// <summary>Requests are logged when they end: longest answer, watermark, and some room.</summary>
    private static readonly TimeSpan Behind = TimeSpan.FromSeconds(45);

    private const double Same = 1e-6;

    /// <param name="now">By the agents' clock.</param>
    /// <param name="isPartial">
    /// Only some requests were copied: one without an answer of the candidate may never have reached it, and says nothing. Copies that
    /// failed are logged, and count.
    /// </param>
    public static CounterState Add(
        CounterState known, ObserveRequest look, IReadOnlyList<PodReading> pods, DateTimeOffset now, bool isPartial = false)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(look);
        ArgumentNullException.ThrowIfNull(pods);
        if (pods.Count == 0 || pods.Any(pod => pod.Answers is null))
            return known;       // half of the answers would make differences of what was only not read

        var candidates = pods.Where(pod => pod.Version.Number == look.Candidate.Number).Select(pod => pod.Answers!).ToList();
        var champions = pods.Where(pod => pod.Version.Number == look.Champion?.Number).Select(pod => pod.Answers!).ToList();
        var answers = candidates.SelectMany(log => log.Entries).Where(entry => entry.Mirror && entry.Stratum == look.Stratum)
            .GroupBy(entry => entry.RequestId).ToDictionary(group => group.Key, group => group.First());
        var knownFrom = candidates.Where(log => log.Dropped > 0 && log.Entries.Count > 0)
            .Select(log => log.Entries[0].Time).DefaultIfEmpty(DateTimeOffset.MinValue).Max();

        var cursor = new Dictionary<string, long>(known.PairCursor ?? new Dictionary<string, long>());
        var (pairs, differing) = (0L, 0L);
        foreach (var log in champions)
        {
            foreach (var entry in log.Entries.TakeWhile(entry => entry.Time <= now - Watermark))
            {
                cursor[log.Key] = entry.Seq;
                if (entry.Mirror || entry.Stratum != look.Stratum || entry.Status >= 500 || entry.Time < knownFrom)
                    continue;
                var answer = answers.GetValueOrDefault(entry.RequestId);
                if ((isPartial && answer is null) || Agree(entry, answer) is not { } agree)
                    continue;
                pairs++;
                differing += agree ? 0 : 1;
            }
        }

        foreach (var log in candidates)
            foreach (var entry in log.Entries.TakeWhile(entry => entry.Time <= now - Watermark - Behind))
                cursor[log.Key] = entry.Seq;

        return known with { Pairs = known.Pairs + pairs, Differing = known.Differing + differing, PairCursor = cursor };
    }

    /// <returns>Null when neither answer could be read: that says nothing.</returns>
    private static bool? Agree(PredictionLogEntry champion, PredictionLogEntry? candidate)
    {
        if (candidate is null || candidate.Status != champion.Status)
            return false;
        if (champion.Labels is { } labels)
            return candidate.Labels is { } others && labels.SequenceEqual(others);
        if (champion.Scores is { } scores)
            return candidate.Scores is { } found && scores.Count == found.Count && scores.Zip(found).All(Close);

        return candidate.Labels is null && candidate.Scores is null ? null : false;
    }

    private static bool Close((double One, double Other) pair) =>
        Math.Abs(pair.One - pair.Other) <= Same * Math.Max(1, Math.Abs(pair.One));
}
