namespace Landfall.Domain.Evaluation.Measures;

/// <summary>
/// For a positive row the share of negatives with a smaller score, for a negative one the share of positives with a larger; ties
/// half (DeLong, DeLong and Clarke-Pearson, 1988). Twice the count behind such a share is a whole number: the sums here are exact.
/// </summary>
internal sealed class Placements
{
    private readonly ScoreOrder order;
    private readonly long positives;
    private readonly long negatives;

    private Placements(ScoreOrder order, long positives, long negatives) =>
        (this.order, this.positives, this.negatives) = (order, positives, negatives);

    /// <summary>The mean of the placements, of the positives as of the negatives.</summary>
    public double Area { get; private init; }

    /// <summary>Σ <see cref="Influences"/>²; divided by the square of the rows it is S10 / positives + S01 / negatives, with sample
    /// variances.</summary>
    public double Squares { get; private init; }

    /// <param name="order">Fewer than 2³⁰ rows, of which at least two are positive and two negative.</param>
    public static Placements Of(ScoreOrder order, long positives, long negatives)
    {
        var (ofPositives, ofNegatives) = (new Sums(), new Sums());
        var (above, below) = (2 * positives, 0L);                      // twice the positives from here on, the negatives before
        for (var place = 0; place < order.Count;)
        {
            var tie = order.Tie(place);
            place += tie.Rows;
            var tied = tie.Rows - tie.Positives;
            ofPositives.Add(tie.Positives, below + tied);
            ofNegatives.Add(tied, above - tie.Positives);
            (above, below) = (above - (2 * tie.Positives), below + (2 * tied));
        }

        return new(order, positives, negatives)
        {
            Area = (double)ofPositives.Sum / (2.0 * negatives * positives),
            Squares = Math.Pow(Scale(order.Count, positives), 2) * ofPositives.AroundMean(positives) / (4.0 * negatives * negatives)
                + Math.Pow(Scale(order.Count, negatives), 2) * ofNegatives.AroundMean(negatives) / (4.0 * positives * positives),
        };
    }

    /// <summary>Of each row.</summary>
    public double[] Influences()
    {
        var influences = new double[order.Count];
        var (up, down) = (Scale(order.Count, positives), Scale(order.Count, negatives));
        var (above, below) = (2 * positives, 0L);
        for (var place = 0; place < order.Count;)
        {
            var tie = order.Tie(place);
            var tied = tie.Rows - tie.Positives;
            var ofPositive = (((below + tied) / (2.0 * negatives)) - Area) * up;
            var ofNegative = (((above - tie.Positives) / (2.0 * positives)) - Area) * down;
            for (var end = place + tie.Rows; place < end; place++)
                influences[order.Row(place)] = order.Label(place) == 1 ? ofPositive : ofNegative;
            (above, below) = (above - (2 * tie.Positives), below + (2 * tied));
        }

        return influences;
    }

    private static double Scale(long n, long ofClass) => (double)n / ofClass * Means.Unbiased(ofClass);

    /// <summary>Of whole numbers up to 2³¹, fewer than 2³⁰ of them: nothing overflows and nothing is rounded.</summary>
    private struct Sums
    {
        private Int128 squares;

        public Int128 Sum { get; private set; }

        public void Add(long times, long value)
        {
            if (times == 0)
                return;
            Sum += times * value;
            squares += (Int128)(value * value) * times;
        }

        /// <summary>Σ (value − mean)².</summary>
        public readonly double AroundMean(long count) => (double)((count * squares) - (Sum * Sum)) / count;
    }
}
