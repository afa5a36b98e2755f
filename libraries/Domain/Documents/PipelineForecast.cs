using Landfall.Contracts.Documents;
using Landfall.Domain.Judgement;

namespace Landfall.Domain.Documents;

/// <summary>Says before a run what its rollout needs; each request is taken as one observation.</summary>
public static class PipelineForecast
{
    /// <summary>The steps at a traffic and an error rate that both versions share.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="requestsPerSecond">Traffic over both versions, positive.</param>
    /// <param name="errorRate">Share of bad requests, from 0 to 1.</param>
    public static IReadOnlyList<StepForecast> Of(ModelPipeline pipeline, double requestsPerSecond, double errorRate)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(requestsPerSecond);
        var rollout = pipeline.Spec.Rollout;
        return [.. rollout.Steps.Select(step => Of(step, rollout, requestsPerSecond, errorRate))];
    }

    private static StepForecast Of(StepSpec step, RolloutSpec rollout, double rps, double errorRate)
    {
        var candidate = rps * (step.IsShadow ? step.Mirror ?? 100 : step.LiveWeight) / 100.0;
        double? safety = step.Require is null ? null : rollout.Judge.Where(judge => judge.Proportion is not null)
            .Max(judge => SampleForecast.HoursToSafety(
                rps, step.LiveWeight, errorRate, judge.Margin ?? 0, rollout.Alpha.Safety));
        return new(step, candidate * step.Duration.TotalSeconds, step.MinSamples / candidate / 3600, safety);
    }
}
