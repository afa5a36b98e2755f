using Landfall.Domain.Drift;

namespace Landfall.Domain.Watching;

/// <summary>
/// How far a window of live predictions is from the baseline, by the population stability index. Where chance alone might
/// reach the limit, a window says nothing and grows.
/// </summary>
internal static class PredictionDrift
{
    /// <summary>A label that is expected less often on one side is counted with the other rare ones.</summary>
    private const double FewExpected = 5;

    public static WatchReading Read(PredictionBaseline baseline, IReadOnlyList<long> bins, WatchRule rule)
    {
        var samples = bins.Sum();
        if (samples < rule.MinSamples)
            return Unknown(rule, samples, $"{samples:N0} of {rule.MinSamples:N0} predictions that a window needs");

        var rows = baseline.Counts.Sum();
        var (before, now) = baseline.Kind == PredictionKind.Label ? Common(baseline.Counts, bins) : ([.. baseline.Counts], [.. bins]);
        var isOne = before.Count < 2 && baseline.Counts.Zip(bins).Count(bin => bin.First + bin.Second > 0) > 1;
        if (isOne || !PopulationStability.CanTell(before.Count, rows, samples, rule.Limit))
        {
            return Unknown(
                rule, samples,
                $"with {rows:N0} predictions on the holdout and {samples:N0} live ones, chance alone may reach psi {Number(rule.Limit)}");
        }

        var psi = PopulationStability.Of(before, now);
        return new(
            WatchLimit.Of(psi, rule.Limit), psi, rule.Limit, samples,
            $"psi {Number(psi)} of {samples:N0} predictions (limit {Number(rule.Limit)}), most in {Moved(baseline, bins)}");
    }

    private static (List<long> Before, List<long> Now) Common(IReadOnlyList<long> baseline, IReadOnlyList<long> bins)
    {
        double rows = baseline.Sum(), samples = bins.Sum();
        var smallerShare = Math.Min(rows, samples) / (rows + samples);
        var (before, now) = (new List<long>(), new List<long>());
        var (restBefore, restNow) = (0L, 0L);
        for (var bin = 0; bin < bins.Count; bin++)
        {
            var (x, y) = (baseline[bin], bins[bin]);
            if ((x + y) * smallerShare < FewExpected)
            {
                (restBefore, restNow) = (restBefore + x, restNow + y);
                continue;
            }

            before.Add(x);
            now.Add(y);
        }

        if (restBefore + restNow > 0)
        {
            before.Add(restBefore);
            now.Add(restNow);
        }

        return (before, now);
    }

    private static string Moved(PredictionBaseline baseline, IReadOnlyList<long> bins)
    {
        double rows = baseline.Counts.Sum(), samples = bins.Sum();
        var most = Enumerable.Range(0, bins.Count)
            .Select(bin => (Bin: bin, Before: baseline.Counts[bin] / rows, Now: bins[bin] / samples))
            .MaxBy(share => Math.Abs(share.Now - share.Before));
        return $"{baseline.NameOf(most.Bin)}: {DriftJudge.Percent(most.Before)} on the holdout and {DriftJudge.Percent(most.Now)} now";
    }

    private static WatchReading Unknown(WatchRule rule, long samples, string why) =>
        new(WatchOutcome.Unknown, null, rule.Limit, samples, why);

    private static string Number(double value) => DriftJudge.Number(value);
}
