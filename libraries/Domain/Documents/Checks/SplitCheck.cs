using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>The holdout must not be chosen by what is to be predicted.</summary>
internal static class SplitCheck
{
    public static IEnumerable<Finding> Of(ModelPipeline pipeline)
    {
        var split = pipeline.Spec.Holdout.Split;
        var label = pipeline.Spec.Label.Name;
        const string Path = "spec.holdout.split";
        if (split.Time == label || split.Group == label || split.Hash?.Contains(label) == true)
        {
            yield return new(Path, $"The holdout is chosen by the label '{label}'.", "columns known before the label",
                "A split by the label makes the holdout differ from the training part.");
        }

        if (pipeline.Spec.Evaluate.Task == ModelTask.Ranking && split.Group is { } query && EvaluationColumns.IsTaken(query))
        {
            yield return new($"{Path}.group", $"'{query}' cannot name the query: the evaluation uses that name itself.",
                "another column", "Give the column another name in the data.");
        }

        if (split.Hash is { Count: > 1 } columns && columns.Contains("*"))
            yield return new($"{Path}.hash", "'*' stands beside other columns.", "'*' alone, or columns");
    }
}
