namespace Landfall.Domain.Rollout.Simulation;

public enum SimulatedEnd
{
    /// <summary>Everybody got the candidate.</summary>
    Promoted,

    /// <summary>A judge showed harm.</summary>
    Harm,

    /// <summary>Time, extensions and evidence ran out: a person would be asked, or the plan goes back.</summary>
    Inconclusive,
}

/// <summary>How one drawn rollout ended.</summary>
/// <param name="Step">The name of the step in which it was decided.</param>
/// <param name="After">From the first requests to the decision.</param>
/// <param name="Exposed">Live requests that the candidate answered until then.</param>
/// <param name="ExposedFailed">Of these, the failed ones.</param>
/// <param name="Reason">The sentence that the rollout itself would have said.</param>
public sealed record SimulatedRollout(
    SimulatedEnd End, string Step, TimeSpan After, long Exposed, long ExposedFailed, int Looks, string Reason);
