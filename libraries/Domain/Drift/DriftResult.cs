namespace Landfall.Domain.Drift;

/// <summary>How far one column moved away from the baseline.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Psi">Population stability index over bins, missing values being one of them; 0 is no change.</param>
/// <param name="Ks">Largest distance of the distribution functions at the bins' edges, in [0, 1]; null for words.</param>
/// <param name="PValue">Of the Kolmogorov–Smirnov or the chi-square test, for people: in large data any change is
/// significant, so the limits decide.</param>
/// <param name="Judged">False when there is too little data to tell a change from chance, or nothing to compare.</param>
/// <param name="Exceeded">True when judged and beyond a limit.</param>
/// <param name="Explanation">One sentence with the numbers and the limits.</param>
public sealed record DriftResult(
    string Column, double? Psi, double? Ks, double? PValue, bool Judged, bool Exceeded, string Explanation);
