namespace Landfall.Domain.Judgement;

/// <summary>
/// An e-value: a number that exceeds x with probability at most 1/x, at any look, while its null hypothesis is true.
/// </summary>
/// <param name="Log10">Its decimal logarithm, kept within ±300 so that it can be written down.</param>
/// <param name="Threshold">The value from which it counts as shown.</param>
public sealed record Evidence(double Log10, double Threshold)
{
    private const double Limit = 300;

    /// <summary>The e-value itself.</summary>
    public double Value => Math.Pow(10, Log10);

    /// <summary>True from the threshold on.</summary>
    public bool Reached => Log10 >= Math.Log10(Threshold);

    /// <summary>The value and the threshold in words: "evidence 57, needs 40".</summary>
    public string Explanation => $"evidence {Wording.Evidence(Value)}, needs {Wording.Evidence(Threshold)}";

    internal static Evidence FromLog(double natural, double threshold) =>
        new(Math.Clamp(natural / Math.Log(10), -Limit, Limit), threshold);
}
