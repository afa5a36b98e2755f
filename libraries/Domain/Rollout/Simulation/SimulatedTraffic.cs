namespace Landfall.Domain.Rollout.Simulation;

/// <summary>What is drawn: how many ask, and how often each version fails them. Shares lie between 0 and 1.</summary>
/// <param name="RequestsPerSecond">Over both versions, positive.</param>
/// <param name="ChampionFailed">The champion's share of failed requests.</param>
/// <param name="CandidateFailed">The candidate's.</param>
/// <param name="ChampionSlow">The champion's share of slow requests.</param>
/// <param name="CandidateSlow">The candidate's.</param>
/// <param name="Disagreement">Shadow: the share of answers that differ where neither failed.</param>
/// <param name="Onset">Until then the candidate does as the champion does; from the first requests on.</param>
/// <param name="Burst">Requests that fail or succeed together: one client within one interval, one observation.</param>
public sealed record SimulatedTraffic(
    double RequestsPerSecond, double ChampionFailed, double CandidateFailed, double ChampionSlow = 0.01,
    double CandidateSlow = 0.01, double Disagreement = 0.02, int Burst = 1, TimeSpan Onset = default)
{
    /// <summary>The same traffic with a candidate that is no other than the champion.</summary>
    public SimulatedTraffic AsChampion() => this with { CandidateFailed = ChampionFailed, CandidateSlow = ChampionSlow };

    /// <exception cref="ArgumentOutOfRangeException">A share is none, or nobody asks.</exception>
    internal void Check()
    {
        if (!(RequestsPerSecond > 0) || double.IsInfinity(RequestsPerSecond))
            throw new ArgumentOutOfRangeException(
                nameof(RequestsPerSecond), RequestsPerSecond, "Expected requests per second above 0.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Burst, 1);
        foreach (var share in new[] { ChampionFailed, CandidateFailed, ChampionSlow, CandidateSlow, Disagreement })
        {
            if (!(share >= 0 && share <= 1))
                throw new ArgumentOutOfRangeException(nameof(CandidateFailed), share, "Expected a share from 0 to 1.");
        }
    }
}
