namespace Landfall.Domain.Judgement;

/// <summary>
/// How much evidence is enough, at any look and without a minimum of samples (Ville's inequality). Any judge may stop a
/// healthy rollout, so alpha for harm is divided among them. Safety must be shown by all, so it needs no correction.
/// </summary>
/// <param name="ProportionJudges">Judges that test for harm in this rollout, at least 1.</param>
/// <param name="AlphaHarm">Accepted probability of stopping a candidate that does no harm, over the whole rollout.</param>
/// <param name="AlphaSafety">Accepted probability, per judge, of calling a harmful candidate safe.</param>
public sealed record JudgeThresholds(int ProportionJudges, double AlphaHarm, double AlphaSafety)
{
    /// <summary>Evidence for harm that is enough: judges / alpha.</summary>
    public double Harm => Math.Max(1, ProportionJudges) / Probability(AlphaHarm, nameof(AlphaHarm));

    /// <summary>Evidence for safety that is enough: 1 / alpha.</summary>
    public double Safety => 1 / Probability(AlphaSafety, nameof(AlphaSafety));

    private static double Probability(double alpha, string name) => alpha is > 0 and < 1
        ? alpha
        : throw new ArgumentOutOfRangeException(name, alpha, "Expected an error rate between 0 and 1, such as 0.05.");
}
