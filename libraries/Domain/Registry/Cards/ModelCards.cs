using System.Globalization;
using Landfall.Contracts.Documents;
using Landfall.Domain.Evaluation;

namespace Landfall.Domain.Registry.Cards;

/// <summary>Makes a card from evidence. Pure.</summary>
public static class ModelCards
{
    private const int MostSlices = 12;

    public static ModelCard Of(CardEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var version = evidence.Version.Version;
        return new(
            $"{version.Model} v{version.Number}",
            State(evidence),
            [Purpose(evidence), Data(evidence), Quality(evidence), Gates(evidence), Slices(evidence), People(evidence), Origin(evidence)]);
    }

    private static string State(CardEvidence evidence)
    {
        var number = evidence.Version.Version.Number;
        var made = $"Registered {Day(evidence.Version.CreatedAt)} by run {evidence.Version.RunId}";
        if (evidence.Seal is { } seal)
            return $"{made}; sealed {Day(seal.At)}, never to serve again: {seal.Reason}.";
        if (evidence.Champion is [.., var now] && now.To.Number == number)
            return $"{made}; champion since {Day(now.At)}.";
        return evidence.Champion.LastOrDefault(entry => entry.To.Number == number) is { } once
            ? $"{made}; was champion from {Day(once.At)}."
            : $"{made}; was never champion.";
    }

    private static CardSection Purpose(CardEvidence evidence) => evidence.Pipeline is not { } pipeline
        ? CardSection.Of("What it answers", "The pipeline document it was made with is not kept any more.")
        : CardSection.Of(
            "What it answers",
            $"{Task(pipeline.Spec.Evaluate.Task)}: {pipeline.Spec.Label.Name}"
            + (pipeline.Spec.Label.Expr is { } expression ? $", which is {expression} in the data." : ", a column of the data."),
            $"Owned by {pipeline.Metadata.Owner}; "
            + (pipeline.Spec.Serve.Route is { } route ? $"served on the route {route}." : "not served: jobs read the alias champion."));

    private static string Task(ModelTask task) => task switch
    {
        ModelTask.Binary => "Yes or no, with a score",
        ModelTask.Multiclass => "One of several classes, with a score",
        ModelTask.Regression => "A number",
        _ => "An order of rows within a query",
    };

    private static CardSection Data(CardEvidence evidence) => evidence.Data is not { } data
        ? CardSection.Of("Data", $"Training files: {evidence.Statement.DatasetDigest}. The report about the data is not kept any more.")
        : CardSection.Of(
            "Data",
            $"{data.Name}: {Count(data.Rows)} rows, of which {Count(data.HoldoutRows)} were held out; trained on {Count(data.TrainRows)}"
            + (data.Window.Count == 0 ? "." : $", with rows of {string.Join(", ", data.Window)}."),
            data.Reason);

    private static CardSection Quality(CardEvidence evidence)
    {
        if (evidence.Evaluation is not { } report)
        {
            return new(
                "How good it is", ["As signed; the evaluation itself is not kept any more."], ["metric", "value"],
                [.. evidence.Statement.Metrics.Select(metric => (IReadOnlyList<string>)[metric.Key, Number(metric.Value)])]);
        }

        var intervals = string.Create(CultureInfo.InvariantCulture, $"{100 * report.Confidence:0.##} %");
        return new(
            "How good it is",
            [$"Measured by Landfall on {Count(report.Rows)} rows that the trainer never had; intervals hold {intervals} of the time."],
            report.Champion.Count == 0 ? ["metric", "value", "interval"] : ["metric", "value", "interval", "champion then", "difference"],
            [.. report.Summaries().Select(metric => Metric(metric, report.Champion.Count > 0))]);
    }

    private static IReadOnlyList<string> Metric(MetricSummary metric, bool compared)
    {
        List<string> row = [metric.Name, Number(metric.Value), $"{Number(metric.Low)} to {Number(metric.High)}"];
        if (compared)
        {
            row.Add(metric.Champion is { } champion ? Number(champion) : "none");
            row.Add(metric is { Difference: { } by, DifferenceLow: { } low, DifferenceHigh: { } high }
                ? $"{Number(by)} ({Number(low)} to {Number(high)})" : "none");
        }

        return row;
    }

    private static CardSection Gates(CardEvidence evidence) => new(
        "What it was held to", evidence.Statement.Gates.Count == 0 ? ["No gate was asked of it."] : [], ["gate", "outcome", "why"],
        [.. evidence.Statement.Gates.Select(gate => (IReadOnlyList<string>)[gate.Gate, Word(gate.Outcome), gate.Explanation])]);

    private static string Word(GateOutcome outcome) => outcome switch
    {
        GateOutcome.Pass => "passed",
        GateOutcome.Fail => "failed",
        GateOutcome.NotApplied => "not applied",
        _ => "a person was asked",
    };

    private static CardSection Slices(CardEvidence evidence)
    {
        var slices = evidence.Evaluation?.Slices ?? [];
        if (slices.Count == 0)
            return CardSection.Of("Parts of the data", "It was not measured by parts: no gate names slices.");

        // The first metric of a slice is the headline; the largest parts are what most people meet.
        var name = slices[0].Metrics.FirstOrDefault(metric => metric.Value is not null)?.Name ?? "";
        return new(
            "Parts of the data",
            [$"{slices.Count} parts were measured; the {Math.Min(MostSlices, slices.Count)} largest:"],
            ["part", "rows", name, "interval"],
            [.. slices.OrderByDescending(slice => slice.Rows).Take(MostSlices).Select(slice => Slice(slice, name))]);
    }

    private static IReadOnlyList<string> Slice(SliceReport slice, string metric)
    {
        var value = slice.Metrics.FirstOrDefault(one => one.Name == metric);
        return
        [
            $"{slice.Column} = {slice.Value}", Count(slice.Rows),
            value?.Value is { } number ? Number(number) : "undefined",
            value is { Low: { } low, High: { } high } ? $"{Number(low)} to {Number(high)}" : value?.Undefined ?? "none",
        ];
    }

    private static CardSection People(CardEvidence evidence)
    {
        var approved = evidence.Run?.Steps.FirstOrDefault(step => step.Name == "approved");
        return CardSection.Of(
            "Who let it serve",
            [
                approved?.Detail is { } detail ? $"{detail}." : "No decision is kept with this version.",
                .. (evidence.Overridden ?? []).Select(passed => $"By an emergency override: {passed}."),
                evidence.Run?.Verdict is { } verdict ? $"Its run ended as {verdict}: {evidence.Run.Reason}." : "Its run has not ended.",
            ]);
    }

    private static CardSection Origin(CardEvidence evidence)
    {
        var (version, said) = (evidence.Version, evidence.Statement);
        List<IReadOnlyList<string>> rows =
        [
            ["files", $"{evidence.Files.Files.Count}, {Count(evidence.Files.TotalSize)} bytes, {version.Version.Digest}"],
            ["trainer image", said.TrainerImage], ["server image", said.ServerImage],
            ["code revision", said.CodeRevision ?? "not known"], ["training files", said.DatasetDigest],
            .. said.Documents.Select(document => (IReadOnlyList<string>)[$"{document.Key} document", document.Value]),
            ["statement", version.Version.StatementDigest], ["signed by key", version.KeyId],
        ];
        return new("Where it comes from", [$"Check it: landfall models verify {version.Version.Model}@{version.Version.Number}"], ["what", "which"], rows);
    }

    private static string Day(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Count(long rows) => rows.ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
