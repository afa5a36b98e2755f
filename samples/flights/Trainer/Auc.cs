namespace Flights.Trainer;

/// <summary>Area under the ROC curve by the rank sum of Mann and Whitney; ties share their mean rank.</summary>
internal static class Auc
{
    /// <returns>0 to 1, or NaN when only one class is there.</returns>
    public static double Of(IReadOnlyList<(double Score, bool Positive)> scored)
    {
        var sorted = scored.OrderBy(row => row.Score).ToList();
        double rankSum = 0, positives = 0;
        for (var start = 0; start < sorted.Count;)
        {
            var end = start;
            while (end < sorted.Count && sorted[end].Score == sorted[start].Score)
                end++;
            var tied = sorted[start..end].Count(row => row.Positive);
            rankSum += tied * (start + 1 + end) / 2d;
            positives += tied;
            start = end;
        }
        var negatives = sorted.Count - positives;
        return (rankSum - (positives * (positives + 1) / 2)) / (positives * negatives);
    }
}
