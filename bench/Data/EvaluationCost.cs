using Landfall.Domain.Evaluation;
using Landfall.DuckDb;

namespace Landfall.Bench.Data;

/// <summary>
/// Eleven metrics with intervals on a million predictions and twenty slices, against DuckDB: one group-by for the rates
/// that a group-by can give, and the ranks that an AUC needs.
/// </summary>
internal sealed record EvaluationCost(double Evaluate, double GroupBy, double Ranks)
{
    private const int Rows = 1_000_000;
    private const int Slices = 20;

    private const string Rates = """
        SELECT slice, count(*), avg((label = predicted)::INT), avg(predicted) FILTER (WHERE label = 1),
          avg(label) FILTER (WHERE predicted = 1), avg(predicted) FILTER (WHERE label = 0), avg((score - label) ** 2),
          avg(-ln(CASE WHEN label = 1 THEN greatest(score, 1e-15) ELSE greatest(1 - score, 1e-15) END))
        FROM predictions GROUP BY ROLLUP (slice)
        """;

    private const string Auc = """
        SELECT slice, (sum(place) FILTER (WHERE label = 1) - sum(label) * (sum(label) + 1) / 2) / (sum(label) * sum(1 - label))
        FROM (SELECT slice, label, rank() OVER (PARTITION BY slice ORDER BY score)
          + (count(*) OVER (PARTITION BY slice, score) - 1) / 2.0 AS place FROM predictions) GROUP BY slice
        """;

    /// <summary>Cheap, and the first few run before the compiler knows which of our loops are hot.</summary>
    private const int Rounds = 10;

    public static EvaluationCost Measure(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("landfall-bench-");
        try
        {
            using var bench = Workbench.Open(folder.FullName, new(), cancellation);
            bench.Run($"""
                CREATE TABLE predictions AS SELECT i, 'slice ' || i % {Slices} AS slice, score, label,
                  CASE WHEN score > 0.5 THEN 1 ELSE 0 END AS predicted
                FROM (SELECT i, score, CASE WHEN ((i * 40503) % 65521) / 65521.0 < score THEN 1 ELSE 0 END AS label
                  FROM (SELECT i, ((i * 7919) % 104729) / 104729.0 AS score FROM range({Rows}) t(i)))
                """, cancellation);
            var (rows, slices) = Read(bench, cancellation);
            var (evaluate, groupBy, ranks) = (double.MaxValue, double.MaxValue, double.MaxValue);
            for (var round = 0; round < Rounds; round++)
            {
                groupBy = Math.Min(groupBy, Timing.Seconds(() => bench.Rows(Rates, cancellation)));
                ranks = Math.Min(ranks, Timing.Seconds(() => bench.Rows(Auc, cancellation)));
                evaluate = Math.Min(evaluate, Timing.Seconds(
                    () => BinaryEvaluation.Of(new(rows.Labels, rows.Predicted, rows.Scores), slices: [slices])));   // it remembers its order
            }

            return new(evaluate, groupBy, ranks);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public void Write(TextWriter report)
    {
        report.WriteLine("## Evaluation of a million predictions, whole and in twenty slices\n");
        report.WriteLine($"Eleven metrics, each with its interval; the best of {Rounds} rounds. A group-by gives the rates of the slices, without AUC, F1, "
            + "calibration and intervals; ranks over the slices give their AUC.\n");
        report.WriteLine("| | |\n| --- | --- |");
        report.WriteLine(FormattableString.Invariant($"| evaluation | {Evaluate:0.00} s |"));
        report.WriteLine(FormattableString.Invariant($"| DuckDB, one group-by of the rates | {GroupBy:0.000} s |"));
        report.WriteLine(FormattableString.Invariant($"| DuckDB, ranks for the AUC of the slices | {Ranks:0.00} s |"));
        report.WriteLine(FormattableString.Invariant($"| ratio to the group-by alone (wanted: at most 3) | {Evaluate / GroupBy:0.0} |"));
        report.WriteLine(FormattableString.Invariant($"| ratio to group-by and ranks | {Evaluate / (GroupBy + Ranks):0.00} |"));
    }

    private static (BinaryRows Rows, SliceColumn Slices) Read(Workbench bench, CancellationToken cancellation)
    {
        var rows = new BinaryRows(new int[Rows], new int[Rows], new double[Rows]);
        var slices = new string?[Rows];
        foreach (var row in bench.Rows("SELECT i, slice, score, label, predicted FROM predictions", cancellation))
        {
            var i = Convert.ToInt32(row[0]);
            (slices[i], rows.Scores![i]) = ((string?)row[1], Convert.ToDouble(row[2]));
            (rows.Labels[i], rows.Predicted[i]) = (Convert.ToInt32(row[3]), Convert.ToInt32(row[4]));
        }

        return (rows, new("slice", slices));
    }
}
