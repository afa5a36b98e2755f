namespace Landfall.Domain.Rollout.Simulation;

/// <summary>What many drawn rollouts come to.</summary>
/// <param name="Promoted">Shares of all rollouts, each from 0 to 1.</param>
/// <param name="ToVerdict">From the first requests to the decision, whatever it was.</param>
/// <param name="Exposed">Live requests that the candidate answered until the decision.</param>
/// <param name="ExposedFailed">Of these, the failed ones.</param>
/// <param name="DecidedAt">Share of rollouts that were decided in each step, in the order of the steps.</param>
public sealed record SimulationSummary(
    int Rollouts, double Promoted, double Harm, double Inconclusive, Spread ToVerdict, Spread Exposed, Spread ExposedFailed,
    IReadOnlyList<StepShare> DecidedAt)
{
    public static SimulationSummary Of(RolloutPlan plan, IReadOnlyList<SimulatedRollout> ended)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(ended);
        double Share(Func<SimulatedRollout, bool> of) => ended.Count(of) / (double)ended.Count;
        return new(
            ended.Count,
            Share(one => one.End == SimulatedEnd.Promoted),
            Share(one => one.End == SimulatedEnd.Harm),
            Share(one => one.End == SimulatedEnd.Inconclusive),
            Spread.Of(ended.Select(one => one.After.TotalSeconds)),
            Spread.Of(ended.Select(one => (double)one.Exposed)),
            Spread.Of(ended.Select(one => (double)one.ExposedFailed)),
            [.. plan.Steps.Select(step => new StepShare(step.Name, Share(one => one.Step == step.Name)))]);
    }
}

/// <param name="Share">From 0 to 1.</param>
public sealed record StepShare(string Step, double Share);

/// <summary>The middle and the tail of many numbers.</summary>
public sealed record Spread(double Median, double P95, double Most)
{
    /// <exception cref="ArgumentException">There are no numbers.</exception>
    public static Spread Of(IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToArray();
        if (sorted.Length == 0)
            throw new ArgumentException("Expected at least one number.", nameof(numbers));
        return new(At(sorted, 0.5), At(sorted, 0.95), sorted[^1]);
    }

    /// <summary>The smallest number that this share of them does not exceed.</summary>
    private static double At(double[] sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
}
