namespace Landfall.Agent.Serving;

/// <summary>Durations in steps of about 9 %, from 0.05 ms to some minutes: constant memory, no sorting.</summary>
internal sealed class DurationHistogram
{
    private const double Least = 0.05;
    private static readonly double Step = Math.Log(1.09);

    private readonly long[] counts = new long[192];
    private long total;

    public void Add(double milliseconds)
    {
        var bucket = milliseconds <= Least ? 0 : (int)(Math.Log(milliseconds / Least) / Step) + 1;
        counts[Math.Min(bucket, counts.Length - 1)]++;
        total++;
    }

    /// <summary>Upper edge of the bucket that holds the quantile; 0 when nothing was counted.</summary>
    public double Quantile(double share)
    {
        if (total == 0)
            return 0;

        var rank = (long)Math.Ceiling(share * total);
        long seen = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            seen += counts[i];
            if (seen >= rank)
                return Math.Round(Least * Math.Exp(i * Step), 3);
        }

        return Math.Round(Least * Math.Exp(counts.Length * Step), 3);
    }
}
