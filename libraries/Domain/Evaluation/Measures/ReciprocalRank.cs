namespace Landfall.Domain.Evaluation.Measures;

/// <summary>
/// The mean reciprocal rank: 1 / rank of the first relevant row (label above 0), averaged over queries (Voorhees, 1999,
/// TREC-8). Where it shares its score with others, the expected value over all their orders.
/// </summary>
internal static class ReciprocalRank
{
    public static Measured Of(RankingRows rows) => Queries.Mean(rows, Expected);

    private static double Expected(Ranked[] ranked)
    {
        var (from, tied) = Queries.Ties(ranked).First(tie => tie.Rows.Any(row => row.Label > 0));
        var relevant = tied.Count(row => row.Label > 0);
        var (sum, chance) = (0.0, (double)relevant / tied.Length);

        // chance: that the first of the relevant ones stands at this place of the block.
        for (var at = 0; at <= tied.Length - relevant; at++)
        {
            sum += chance / (from + at + 1);
            chance *= (double)(tied.Length - relevant - at) / Math.Max(1, tied.Length - at - 1);
        }

        return sum;
    }
}
