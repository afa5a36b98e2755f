using Flights.Model;

namespace Flights.Trainer;

/// <summary>From <c>in/</c> to <c>out/</c>.</summary>
internal static class Training
{
    public static TrainingMetrics Run(string root, int mostRows, Action<string> say)
    {
        ArgumentNullException.ThrowIfNull(say);
        var progress = new ProgressFile(Path.Combine(root, "out"), say);
        var spec = Spec.Load(root);
        progress.Report(5, "reading the training files");
        var rows = TrainingData.Read(root, spec, mostRows);
        progress.Report(25, $"training on {rows.Count} rows");
        // Every tenth row is kept back for the trainer's own figure; the platform measures on rows that never come here.
        var kept = rows.Where((_, index) => index % 10 == 9).ToList();
        List<TrainingRow> used = [.. rows.Where((_, index) => index % 10 != 9)];
        var model = new BoostedTrees().Train(used, Statistics.Of(used));
        progress.Report(85, "choosing the threshold");
        model = new FlightModel(model.Statistics with { Threshold = Threshold(model, used) }, model.Trees);
        var scored = kept.Select(row => (model.Score(row.Flight), row.Late)).ToList();
        var metrics = new TrainingMetrics(rows.Count, rows.Count(row => row.Late), model.Trees.Count, Auc.Of(scored));
        FlightModelFiles.Save(model, Path.Combine(root, "out", "model"));
        metrics.Save(Path.Combine(root, "out", "metrics.json"));
        progress.Report(100, $"done: AUC {metrics.Auc:F3} on {kept.Count} rows kept back");
        return metrics;
    }

    // As many flights are called late as are late: neither a timid nor an alarmist label.
    private static double Threshold(FlightModel model, List<TrainingRow> rows)
    {
        var scores = rows.Select(row => model.Score(row.Flight)).Order().ToArray();
        return scores[scores.Length - Math.Max(1, rows.Count(row => row.Late))];
    }
}
