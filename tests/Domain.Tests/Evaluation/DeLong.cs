using Landfall.Domain.Evaluation;

namespace Landfall.Domain.Tests.Evaluation;

/// <summary>DeLong's placements pair by pair, as the paper writes them: slow and obvious.</summary>
internal sealed record DeLong(double Area, double[] OfPositives, double[] OfNegatives)
{
    public static DeLong Of(BinaryRows rows)
    {
        var positives = Scores(rows, 1);
        var negatives = Scores(rows, 0);
        var v10 = positives.Select(x => negatives.Average(y => Psi(x, y))).ToArray();
        var v01 = negatives.Select(y => positives.Average(x => Psi(x, y))).ToArray();
        return new(v10.Average(), v10, v01);
    }

    public double Covariance(DeLong other) =>
        Sample(OfPositives, other.OfPositives) / OfPositives.Length
        + Sample(OfNegatives, other.OfNegatives) / OfNegatives.Length;

    private static double Sample(double[] x, double[] y)
    {
        var (a, b) = (x.Average(), y.Average());
        return x.Zip(y, (p, q) => (p - a) * (q - b)).Sum() / (x.Length - 1);
    }

    private static double Psi(double positive, double negative) =>
        positive > negative ? 1 : positive == negative ? 0.5 : 0;

    private static double[] Scores(BinaryRows rows, int label) =>
        [.. Enumerable.Range(0, rows.Count).Where(i => rows.Labels[i] == label).Select(i => rows.Scores![i])];
}
