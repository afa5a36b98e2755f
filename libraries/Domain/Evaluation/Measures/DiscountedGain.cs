namespace Landfall.Domain.Evaluation.Measures;

/// <summary>
/// The normalized discounted cumulative gain: DCG = Σ (2^grade − 1) / log2(rank + 1), over all ranks from 1, divided by the
/// DCG of the best order (Järvelin and Kekäläinen, 2002, ACM TOIS 20; the gain of Burges et al., 2005, ICML). Rows with the
/// same score share the mean gain of their ranks (McSherry and Najork, 2008, ECIR), so that no order of the file helps.
/// </summary>
internal static class DiscountedGain
{
    public static Measured Of(RankingRows rows) => Queries.Mean(rows, ranked => Gain(ranked) / Best(ranked));

    private static double Gain(Ranked[] ranked) => Queries.Ties(ranked).Sum(tie =>
        tie.Rows.Average(row => GainOf(row.Label)) * Enumerable.Range(tie.From + 1, tie.Rows.Length).Sum(Discount));

    private static double Best(Ranked[] ranked) =>
        ranked.OrderByDescending(row => row.Label).Select((row, at) => GainOf(row.Label) * Discount(at + 1)).Sum();

    private static double GainOf(double grade) => Math.Pow(2, grade) - 1;

    private static double Discount(int rank) => 1 / Math.Log2(rank + 1);
}
