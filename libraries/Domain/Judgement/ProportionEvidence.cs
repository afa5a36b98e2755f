namespace Landfall.Domain.Judgement;

/// <summary>
/// Natural logarithms of the e-values of one stratum. Each is the marginal likelihood of what was seen, under fixed
/// priors, over the maximum likelihood under its null hypothesis. It never exceeds the likelihood ratio against the
/// true rates, which is a martingale with mean 1; so it is an e-process, and so is the product over strata.
/// </summary>
internal readonly record struct ProportionEvidence(double LogHarm, double LogSafety)
{
    /// <summary>Two versions: harm against p_c ≤ p_b + margin, safety against p_c ≥ p_b + margin.</summary>
    public static ProportionEvidence Of(StreamCounts champion, StreamCounts candidate, double margin)
    {
        var marginal = BetaMixture.Champion.LogMarginal(champion.Bad, champion.Good)
            + BetaMixture.Candidate.LogMarginal(candidate.Bad, candidate.Good);
        var free = BernoulliLikelihood.LogMaximum(champion.Bad, champion.Good)
            + BernoulliLikelihood.LogMaximum(candidate.Bad, candidate.Good);
        var boundary = BernoulliLikelihood.LogMaximumOnBoundary(champion, candidate, margin);

        // Without data on one side there is no difference to speak of; the unconstrained maximum errs on the safe side.
        var oneEmpty = champion.Seen == 0 || candidate.Seen == 0;
        var difference = candidate.Rate - champion.Rate;
        return new(
            marginal - (oneEmpty || difference <= margin ? free : boundary),
            marginal - (oneEmpty || difference >= margin ? free : boundary));
    }

    /// <summary>One version against a fixed limit: harm against p ≤ limit, safety against p ≥ limit.</summary>
    public static ProportionEvidence Of(StreamCounts candidate, double limit)
    {
        var marginal = BetaMixture.Candidate.LogMarginal(candidate.Bad, candidate.Good);
        var free = BernoulliLikelihood.LogMaximum(candidate.Bad, candidate.Good);
        var boundary = BernoulliLikelihood.Log(candidate.Bad, candidate.Good, limit);
        return new(
            marginal - (candidate.Seen == 0 || candidate.Rate <= limit ? free : boundary),
            marginal - (candidate.Seen == 0 || candidate.Rate >= limit ? free : boundary));
    }

    public static ProportionEvidence operator +(ProportionEvidence a, ProportionEvidence b) =>
        new(a.LogHarm + b.LogHarm, a.LogSafety + b.LogSafety);
}
