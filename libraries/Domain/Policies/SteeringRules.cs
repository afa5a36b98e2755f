using Landfall.Contracts.Documents;

namespace Landfall.Domain.Policies;

/// <param name="Rule">Which of the policy's rules stands against it.</param>
/// <param name="Explanation">With what was wanted and what the policy asks for.</param>
public sealed record SteeringRuling(OverridableRule Rule, string Explanation)
{
    /// <returns>That it was passed, and by whom; null where the override does not let it.</returns>
    public PassedRule? PassedBy(OverrideView? live) =>
        live?.Passes(Rule) == true ? new(Rule, $"{Explanation}: {live.Words}") : null;
}

/// <summary>
/// A policy against whoever ends a step early. The document of a pipeline satisfies shadow and first weight; a hand on the
/// rollout could still go past both. Pure.
/// </summary>
public static class SteeringRules
{
    private const int Everybody = 100;

    /// <param name="control">Skip or Promote; whatever else is asked breaks none of these.</param>
    /// <param name="rollout">What the rollout shows of itself. A shadow step whose time is over is done; what it still waits for is
    /// for people to say.</param>
    public static IReadOnlyList<SteeringRuling> Broken(
        PolicySpec policy, RolloutControl control, RolloutSummary rollout, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(rollout);
        // A first version has one step and nobody beside it; after the first live request the first weight is behind it.
        if (control is not (RolloutControl.Skip or RolloutControl.Promote) || rollout.HadTraffic || rollout.Steps < 2)
            return [];

        var broken = new List<SteeringRuling>();
        if (policy.MandatoryShadow && rollout.EndsAt is { } end && now < end)
            broken.Add(new(OverridableRule.Shadow, $"the policy asks for a shadow step, and its time is over at {end.UtcDateTime:u}"));
        if (control == RolloutControl.Promote && policy.MaxFirstWeight < Everybody)
        {
            broken.Add(new(
                OverridableRule.FirstWeight,
                $"the first live requests would be those of everybody, and the policy lets the first step have {policy.MaxFirstWeight} %"));
        }

        return broken;
    }
}
