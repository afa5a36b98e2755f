namespace Flights.Traffic;

/// <summary>Latencies in buckets that grow by 5 %: any number of them in a few kilobytes, percentiles within 5 %.</summary>
internal sealed class LatencyHistogram
{
    private const double Growth = 1.05, SmallestMs = 0.01;

    private readonly long[] buckets = new long[400];

    private long count;

    public void Add(TimeSpan latency)
    {
        var bucket = Math.Log(Math.Max(latency.TotalMilliseconds / SmallestMs, 1), Growth);
        buckets[Math.Min((int)bucket, buckets.Length - 1)]++;
        count++;
    }

    /// <summary>Milliseconds that this share (0 to 1) stays below; null without a latency.</summary>
    public double? Percentile(double share)
    {
        if (count == 0)
            return null;
        var rank = Math.Max(1, (long)Math.Ceiling(share * count));
        var index = 0;
        for (var seen = buckets[0]; seen < rank; seen += buckets[index])
            index++;
        return Math.Round(SmallestMs * Math.Pow(Growth, index + 1), 2);
    }
}
