namespace Landfall.Domain.Rollout.Simulation;

/// <summary>
/// Chance that a seed repeats, on any machine and with any runtime: SplitMix64 (G. Steele, D. Lea and C. Flood, 2014). For
/// simulations only; nothing here is secret or safe to be guessed at.
/// </summary>
public sealed class Draws(ulong seed)
{
    /// <summary>Above so many expected successes and failures the normal curve is as good as counting.</summary>
    private const double Many = 1_000;

    private ulong _state = seed;

    /// <summary>The draws of one rollout among many: the same whichever is drawn first.</summary>
    public static Draws Of(ulong seed, int index) => new(new Draws(seed ^ ((ulong)index * 0xD1B54A32D192ED03)).Bits());

    /// <summary>Uniform from 0 to below 1.</summary>
    public double Next() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>How many of n independent trials succeed, each with probability p.</summary>
    public long Binomial(long n, double p)
    {
        if (n <= 0 || !(p > 0))
            return 0;
        if (p >= 1)
            return n;
        if (p > 0.5)
            return n - Binomial(n, 1 - p);

        return n * p > Many ? Rounded(n, p) : Skipping(n, p);
    }

    /// <summary>From success to success: the gaps are geometric, so that rare ones cost little.</summary>
    private long Skipping(long n, double p)
    {
        var (found, at, log) = (0L, 0.0, Math.Log(1 - p));
        while (true)
        {
            at += 1 + Math.Floor(Math.Log(1 - Next()) / log);
            if (at > n)
                return found;
            found++;
        }
    }

    private long Rounded(long n, double p)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - Next())) * Math.Cos(2 * Math.PI * Next());
        return Math.Clamp((long)Math.Round((n * p) + (normal * Math.Sqrt(n * p * (1 - p)))), 0, n);
    }

    private ulong Bits()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
