using Landfall.Contracts.Agent;
using Landfall.Contracts.Documents;
using Landfall.Domain.Evaluation;
using Landfall.DuckDb;

namespace Landfall.Functions.Evaluate.Judging;

/// <param name="HasChampion">Whether a champion answered the same rows.</param>
/// <param name="Personal">Columns of which no value may be shown.</param>
/// <param name="Memory">What was seen of the candidate's memory; null where nobody looked.</param>
internal sealed record JudgeGround(bool HasChampion, IReadOnlySet<string> Personal, ServerMemory? Memory);

/// <summary>Computes everything about loaded answers and decides the gates on it.</summary>
internal static class Judge
{
    private const int MostWorse = 5;
    private const int MostSliceValues = 50;

    public static JudgedModel Of(Workbench bench, PipelineSpec pipeline, JudgeGround ground, CancellationToken cancel)
    {
        var hasChampion = ground.HasChampion;
        var spec = pipeline.Evaluate;
        var slices = Slices(bench, spec, cancel);
        var report = OwnMetrics.Add(Report(bench, pipeline, hasChampion, slices, cancel), bench, spec, hasChampion, cancel);
        var behaviour = Behaviours.Judge(bench, spec, ground, cancel);
        IReadOnlyList<GateSummary> gates = [.. Gates.Judge(spec.Gates, report), .. behaviour];
        var outcome = Gates.Outcome(gates);
        var support = spec.Gates.Select(gate => gate.MinSupport).DefaultIfEmpty().Max();
        var worse = WorseSlices.Of(report, spec.Gates.Select(gate => gate.Metric).Distinct(), support).Take(MostWorse);
        return new(
            outcome == EvaluationOutcome.Pass && !hasChampion ? EvaluationOutcome.Ask : outcome,
            Headline.Of(report.Summaries(), spec, behaviour), report.Summaries(), gates, [.. worse], report, ground.Memory);
    }

    private static EvaluationReport Report(
        Workbench bench, PipelineSpec pipeline, bool hasChampion, IReadOnlyList<SliceColumn> slices, CancellationToken cancel)
    {
        return pipeline.Evaluate.Task switch
        {
            ModelTask.Binary => BinaryEvaluation.Of(
                Answers.Binary(bench, "candidate", cancel), Champion(Answers.Binary), slices),
            ModelTask.Multiclass => MulticlassEvaluation.Of(
                Answers.Multiclass(bench, "candidate", cancel), Champion(Answers.Multiclass), slices),
            ModelTask.Ranking => RankingEvaluation.Of(Ranking(bench, "candidate", cancel), Champion(Ranking), slices),
            _ => RegressionEvaluation.Of(
                Answers.Regression(bench, "candidate", cancel), Champion(Answers.Regression), slices),
        };

        T? Champion<T>(Func<Workbench, string, CancellationToken, T> read)
            where T : class => hasChampion ? read(bench, "champion", cancel) : null;

        RankingRows Ranking(Workbench bench, string table, CancellationToken cancel) =>
            Answers.Ranking(bench, table, pipeline.Holdout.Split.Group!, cancel);
    }

    /// <summary>The columns that gates judge by, and all texts with few values.</summary>
    private static List<SliceColumn> Slices(Workbench bench, EvaluateSpec spec, CancellationToken cancel)
    {
        var wanted = spec.Gates.SelectMany(gate => gate.Slices).ToHashSet(StringComparer.Ordinal);
        var columns = bench.Rows("DESCRIBE labels", cancel)
            .Select(row => (Name: (string)row[0]!, Type: (string)row[1]!))
            .Where(column => column.Name is not ("row" or "label"));
        return
        [
            .. from column in columns
               where wanted.Contains(column.Name) || (column.Type == "VARCHAR" && IsSmall(bench, column.Name, cancel))
               select new SliceColumn(column.Name, Values(bench, column.Name, cancel)),
        ];
    }

    private static bool IsSmall(Workbench bench, string column, CancellationToken cancel) =>
        bench.Count($"SELECT count(DISTINCT {Sql.Name(column)}) FROM labels", cancel) <= MostSliceValues;

    private static string?[] Values(Workbench bench, string column, CancellationToken cancel) =>
        [.. bench.Rows($"SELECT CAST({Sql.Name(column)} AS VARCHAR) FROM labels ORDER BY row", cancel).Select(row => (string?)row[0])];
}
