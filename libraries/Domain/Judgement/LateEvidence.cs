namespace Landfall.Domain.Judgement;

/// <summary>
/// Evidence of the whole and of what came after later moments, as one e-value: their mean under weights that are fixed beforehand and sum
/// to 1. A mean of e-values is one (Vovk and Wang, 2021, Annals of Statistics 49), also of e-processes, whenever they begin; so Ville's inequality
/// holds for it as for each. (Changes: Shin, Ramdas and Rinaldo, 2024, "E-detectors".) Of harm alone: that the last hour
/// was safe says nothing of the hours before.
/// </summary>
internal static class LateEvidence
{
    /// <summary>The stake on the whole. The n-th moment has 1 / (n (n + 1)) of the rest.</summary>
    public const double Whole = 0.95;

    /// <param name="whole">The natural logarithm of the e-value of the whole.</param>
    /// <param name="late">The same since later moments. One that is left out counts as 0, which errs on the safe side.</param>
    public static double LogHarm(double whole, IEnumerable<(int Number, double LogHarm)> late)
    {
        double[] logs = [Math.Log(Whole) + whole, .. late.Select(one => Math.Log(Weight(one.Number)) + one.LogHarm)];
        var most = logs.Max();
        return most + Math.Log(logs.Sum(log => Math.Exp(log - most)));
    }

    public static double Weight(int number) => (1 - Whole) / ((double)number * (number + 1));
}
