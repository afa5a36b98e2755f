using Landfall.Contracts.Documents;
using Landfall.Domain.Watching;
using Landfall.DuckDb;

namespace Landfall.Functions.Evaluate.Judging;

/// <summary>What a candidate predicted on the holdout, as counts, for the watch over it once it serves.</summary>
internal static class Baselines
{
    /// <param name="personal">Columns that the contract tags so.</param>
    /// <returns>Null where the classes themselves are values of a personal column: they are kept nowhere.</returns>
    public static PredictionBaseline? Of(
        Workbench bench, PipelineSpec pipeline, IReadOnlySet<string> personal, CancellationToken cancel)
    {
        var rows = bench.Rows(
            "SELECT prediction_text, score, TRY_CAST(prediction_text AS DOUBLE) FROM candidate ORDER BY row", cancel);
        return pipeline.Evaluate.Task switch
        {
            ModelTask.Regression => PredictionBaseline.OfNumbers(
                PredictionKind.Value, [.. rows.Select(row => (double)row[2]!)]),
            ModelTask.Multiclass when personal.Contains(pipeline.Label.Name) => null,
            ModelTask.Multiclass => Labels(rows),
            _ when rows.All(row => row[1] is double) => PredictionBaseline.OfNumbers(
                PredictionKind.Score, [.. rows.Select(row => (double)row[1]!)]),
            _ => Labels(rows),
        };
    }

    private static PredictionBaseline Labels(IReadOnlyList<IReadOnlyList<object?>> rows) =>
        PredictionBaseline.OfLabels([.. rows.Select(row => (string?)row[0])]);
}
