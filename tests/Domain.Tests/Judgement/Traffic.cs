namespace Landfall.Domain.Tests.Judgement;

/// <summary>Draws what champion and candidate answer in one interval after another, from a fixed seed.</summary>
internal sealed class Traffic(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>How many of n independent requests are bad.</summary>
    public long Bad(int n, double rate)
    {
        var bad = 0L;
        for (var i = 0; i < n; i++)
        {
            if (_random.NextDouble() < rate)
                bad++;
        }

        return bad;
    }

    public double Next() => _random.NextDouble();

    /// <summary>The mean of runs that end in an event, and four standard deviations above what is allowed.</summary>
    public static double Ceiling(double alpha, int runs) => alpha + 4 * Math.Sqrt(alpha * (1 - alpha) / runs);
}
