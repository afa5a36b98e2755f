using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>
/// A threshold needs a store that can be asked, and steps that are longer than what the store knows is old: else a step is over before
/// its first number speaks of it. Judges that read the agents have no lag.
/// </summary>
internal static class MetricLag
{
    public static IEnumerable<Finding> Of(PipelineSpec pipeline, MetricsSpec? metrics)
    {
        foreach (var (threshold, path) in pipeline.Rollout.Judge
            .Select((judge, i) => (judge.Threshold, $"spec.rollout.judge[{i}].threshold"))
            .Where(judge => judge.Threshold is not null))
        {
            var (store, lag) = threshold!.Kql is null
                ? ("prometheus", metrics?.Prometheus is null ? null : metrics.Delay)
                : ("logAnalytics", metrics?.LogAnalytics?.Delay);
            if (lag is not { } late)
            {
                yield return new(path, "The environment has no store that can be asked.", $"an Environment with spec.metrics.{store}");
                continue;
            }

            foreach (var (step, index) in pipeline.Rollout.Steps.Select((step, index) => (step, index)))
            {
                if (step.Duration <= late)
                {
                    yield return new($"spec.rollout.steps[{index}]",
                        $"The step may be over before a number of '{store}' speaks of it: they come {DurationText.Format(late)} late.",
                        $"a step longer than {DurationText.Format(late)}, or a judge that reads the agents");
                }
            }
        }
    }
}
