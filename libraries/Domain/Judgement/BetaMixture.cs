using Landfall.Domain.Statistics;

namespace Landfall.Domain.Judgement;

/// <summary>
/// A fixed mixture of Beta priors on a rate. Any fixed prior keeps the error guarantees; it decides only how fast the
/// evidence grows.
/// </summary>
internal sealed class BetaMixture
{
    private readonly (double LogWeight, double A, double B)[] _parts;

    private BetaMixture(params (double Weight, double A, double B)[] parts) =>
        _parts = [.. parts.Select(part => (Math.Log(part.Weight) - BetaFunction.Log(part.A, part.B), part.A, part.B))];

    /// <summary>Champions are usually good: most weight below a few per cent.</summary>
    public static BetaMixture Champion { get; } = new((0.5, 0.5, 50), (0.25, 0.5, 0.5), (0.25, 0.5, 500));

    /// <summary>Candidates are usually good, sometimes bad, now and then broken.</summary>
    public static BetaMixture Candidate { get; } = new((0.3, 0.5, 50), (0.4, 1, 10), (0.3, 1, 1));

    /// <summary>
    /// ln of the probability of one sequence with this many bad and good, averaged over the mixture:
    /// ln Σ w B(a + bad, b + good) / B(a, b).
    /// </summary>
    public double LogMarginal(double bad, double good)
    {
        Span<double> terms = stackalloc double[_parts.Length];
        var largest = double.NegativeInfinity;
        for (var i = 0; i < terms.Length; i++)
        {
            var (logWeight, a, b) = _parts[i];
            terms[i] = logWeight + BetaFunction.Log(a + bad, b + good);
            largest = Math.Max(largest, terms[i]);
        }

        var sum = 0.0;
        foreach (var term in terms)
            sum += Math.Exp(term - largest);
        return largest + Math.Log(sum);
    }
}
