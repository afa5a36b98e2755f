using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>Gates name metrics that exist and say completely what must hold.</summary>
internal static class GateCheck
{
    public static IEnumerable<Finding> Of(ModelPipeline pipeline)
    {
        var evaluate = pipeline.Spec.Evaluate;
        var builtIn = BuiltInMetrics.Of(evaluate.Task);
        var known = builtIn.Concat(evaluate.Metrics.Select(metric => metric.Name)).ToList();
        var own = evaluate.Metrics.Select((metric, index) => (metric.Name, $"spec.evaluate.metrics[{index}].name"))
            .Where(metric => builtIn.Contains(metric.Name))
            .Select(metric => new Finding(
                metric.Item2, $"'{metric.Name}' is a built-in metric.", "another name for an own metric"));
        return own.Concat(Ranking(pipeline)).Concat(evaluate.Gates.SelectMany(
            (gate, index) => Of(gate, $"spec.evaluate.gates[{index}]", known, evaluate.Task)));
    }

    /// <summary>
    /// An order is judged query by query, so a query must be known and must lie on one side of the split as a whole.
    /// </summary>
    private static IEnumerable<Finding> Ranking(ModelPipeline pipeline)
    {
        if (pipeline.Spec.Evaluate.Task == ModelTask.Ranking && pipeline.Spec.Holdout.Split.Group is null)
        {
            yield return new(
                "spec.holdout.split", "A ranking is judged per query, and nothing says which rows are one query's.",
                "split: { group: column }", "Name the column of the query: all rows of a query are held out, or none.");
        }
    }

    private static IEnumerable<Finding> Of(GateSpec gate, string path, List<string> known, ModelTask task)
    {
        if (!known.Contains(gate.Metric))
        {
            yield return new($"{path}.metric",
                $"There is no metric '{gate.Metric}' for the task '{ScalarValue.Words(typeof(ModelTask))[(int)task]}'.",
                $"one of: {string.Join(", ", known)}", DidYouMean.Hint(gate.Metric, known));
        }

        if (gate is { Min: null, Max: null, NonInferiority: null, MaxGap: null })
            yield return new(path, "The gate has no condition.", "min, max, nonInferiority or maxGap");
        if (gate.Min > gate.Max)
            yield return new($"{path}.min", "min is greater than max.", "min at most max");
        if (gate.NonInferiority is not null && gate.Against is null)
            yield return new($"{path}.nonInferiority", "There is nothing to compare with.", "against: champion");
        if (gate.Against is not null && gate.NonInferiority is null)
            yield return new($"{path}.against", "against says nothing without nonInferiority.", "nonInferiority");
        if (gate.MaxGap is not null && gate.Slices.Count == 0)
            yield return new($"{path}.maxGap", "maxGap has no slices to judge.", "slices: [ column ]");
        if (gate.Slices.Count > 0 && gate.MaxGap is null)
            yield return new($"{path}.slices", "slices are not judged without maxGap.", "maxGap");
        if (gate.Slices.FirstOrDefault(EvaluationColumns.IsTaken) is { } taken)
        {
            yield return new($"{path}.slices", $"'{taken}' cannot be a slice: the evaluation uses that name itself.",
                "another column", "Give the column another name in the data.");
        }

        if (gate.MinSupport > 0 && gate.Slices.Count == 0)
            yield return new($"{path}.minSupport", "There are no slices for minSupport.", "slices: [ column ]");
    }
}
