using Landfall.Contracts.Agent;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>Live quality needs labels that arrive, and a metric of single predictions that can be better or worse.</summary>
internal static class QualityCheck
{
    private const string Metric = "spec.watch.quality.metric";

    public static IEnumerable<Finding> Of(PipelineSpec spec)
    {
        if (spec.Watch?.Quality is not { } quality)
            yield break;
        if (spec.Label.Arrives is null)
        {
            yield return new("spec.watch.quality", "No labels arrive, so quality cannot be judged.", "spec.label.arrives",
                "Say where they land: arrives: { container: labels, joinOn: [ … ], within: 30d }.");
        }

        if (spec.Evaluate.Task == ModelTask.Ranking)
        {
            yield return new("spec.watch.quality", "A ranking is judged query by query, and its live quality is not judged.",
                "the task binary, multiclass or regression", "Remove quality and onQuality.");
            yield break;
        }

        var known = BuiltInMetrics.Of(spec.Evaluate.Task).Where(name => name != "positiveRate").ToList();
        if (!known.Contains(quality.Metric))
        {
            yield return new(Metric, $"'{quality.Metric}' cannot be watched for the task '{Word(spec.Evaluate.Task)}'.",
                $"one of: {string.Join(", ", known)}", DidYouMean.Hint(quality.Metric, known));
        }
    }

    /// <summary>A column that is named twice, or that the trainer calls its label, joins nothing.</summary>
    public static IEnumerable<Finding> Joins(LabelSpec label)
    {
        if (label.Arrives is not { } arrives)
            yield break;
        for (var i = 0; i < arrives.JoinOn.Count; i++)
        {
            var (path, name) = ($"spec.label.arrives.joinOn[{i}]", arrives.JoinOn[i]);
            if (name == label.Name)
            {
                yield return new(path, $"'{name}' is the label itself: no request has it.",
                    $"a column of the request, or '{JoinKey.RequestId}'");
            }
            else if (arrives.JoinOn.Take(i).Contains(name, StringComparer.Ordinal))
            {
                yield return new(path, $"'{name}' is named twice.", "each column once");
            }
        }
    }

    private static string Word(ModelTask task) => ScalarValue.Words(typeof(ModelTask))[(int)task];
}
