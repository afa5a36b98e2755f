using Landfall.Functions.Console.Runs;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Console.Pages;

/// <summary>What the verdict rests on: data, measurements, gates, digests, record.</summary>
internal static class EvidenceView
{
    public static Html Of(RunView view, ConsoleLinks links) => Html.Of($"""
        <section aria-labelledby="evidence">
        <h2 id="evidence">Evidence</h2>
        {Html.When(view.Evaluation is not null, () => Evaluation(view.Evaluation!))}
        <ul class="links">
        {Html.When(view.Status.Artifacts?.DataReportPage is not null, () => DataReport(view, links))}
        <li><a href="{links.Record(view.Status.Run.Id)}">Record</a> {Intact(view)}</li>
        </ul>
        {RecordView.Of(view)}
        {Digests(view.Status)}
        </section>
        """);

    private static Html DataReport(RunView view, ConsoleLinks links) =>
        Html.Of($"<li><a href=\"{links.DataReport(view.Status.Run.Id)}\">Data report</a></li>");

    private static Html Intact(RunView view)
    {
        var (mark, colour) = view.Record.Check.Intact ? ("✓", "good") : ("✕", "bad");
        return Html.Of($"<span class=\"{colour}\">{mark} {view.Record.Check.Explanation}</span>");
    }

    private static Html Worse(EvaluationSummary evaluation) => Html.Of($"""
        <div class="note bad"><h3>What got worse</h3>
        <ul>{Html.Each(evaluation.Worse, worse => Html.Of($"<li>{worse}</li>"))}</ul></div>
        """);

    private static Html Evaluation(EvaluationSummary evaluation) => Html.Of($"""
        <p>{evaluation.Headline}</p>
        {Html.When(evaluation.Worse.Count > 0, () => Worse(evaluation))}
        <details id="gates" open=""><summary>Gates: {evaluation.Gates.Count(gate => gate.Outcome == GateOutcome.Pass)} of {evaluation.Gates.Count} passed</summary>
        <table class="cards"><thead><tr><th scope="col">Gate</th><th scope="col">Outcome</th><th scope="col">Why</th></tr></thead><tbody>
        {Html.Each(evaluation.Gates, Gate)}</tbody></table></details>
        <details id="metrics" open=""><summary>Metrics on the holdout ({evaluation.Metrics.Count})</summary>
        <table class="cards"><thead><tr><th scope="col">Metric</th><th scope="col" class="number candidate">Candidate</th>
        <th scope="col" class="number champion">Champion</th><th scope="col" class="number">Difference</th>
        <th scope="col">95 % interval, champion as a line</th></tr></thead><tbody>
        {Html.Each(evaluation.Metrics, Metric)}</tbody></table></details>
        """);

    private static Html Metric(MetricSummary metric) => Html.Of($"""
        <tr><th scope="row" data-label="Metric">{metric.Name}</th>
        <td class="number" data-label="Candidate">{PageFigures.Number(metric.Value)}<br/><small>{PageFigures.Number(metric.Low)}
        to {PageFigures.Number(metric.High)}</small></td>
        <td class="number" data-label="Champion">{(metric.Champion is { } champion ? PageFigures.Number(champion) : "none")}</td>
        <td class="number" data-label="Difference">{Difference(metric)}</td>
        <td class="drawn">{IntervalPicture.Around(metric.Low, metric.High, metric.Champion)
            .Of("candidate", metric.Value, metric.Low, metric.High, against: metric.Champion)}</td></tr>
        """);

    private static Html Difference(MetricSummary metric) => metric switch
    {
        { Difference: { } difference, DifferenceLow: { } low, DifferenceHigh: { } high } =>
            Html.Of($"{PageFigures.Signed(difference)}<br/><small>{PageFigures.Signed(low)} to {PageFigures.Signed(high)}</small>"),
        { Difference: { } difference } => Html.Text(PageFigures.Signed(difference)),
        _ => Html.Text("–"),
    };

    private static Html Gate(GateSummary gate)
    {
        var (words, colour) = gate.Outcome switch
        {
            GateOutcome.Pass => ("✓ passed", "good"),
            GateOutcome.Fail => ("✕ failed", "bad"),
            GateOutcome.Ask => ("▲ asks a person", "waiting"),
            _ => ("– not applied", "unknown"),
        };
        return Html.Of($"""
            <tr><th scope="row" class="wraps">{gate.Name}</th><td class="state {colour}" data-label="Outcome">{words}</td>
            <td class="free" data-label="Why">{gate.Explanation}{Examples(gate)}</td></tr>
            """);
    }

    private static Html Examples(GateSummary gate) => gate.Examples is { Count: > 0 } rows
        ? Html.Of($"<ul>{Html.Each(rows, row => Html.Of($"<li><small>{row}</small></li>"))}</ul>")
        : Html.Empty;

    private static Html Digests(RunStatus run) => Html.Of($"""
        <details id="digests"><summary>Digests</summary><p class="soft">Shortened to the eye; selecting one copies it whole.</p>
        <dl class="facts">{Digest("Dataset", run.Run.Dataset.Digest)}{Digest("Pipeline", run.Run.Documents.Pipeline)}
        {Digest("Policy", run.Run.Documents.Policy)}
        {Digest("Model files", run.Version?.Digest)}{Digest("Signed statement", run.Version?.StatementDigest)}
        {Digest("Champion's files", run.Champion?.Digest)}
        </dl></details>
        """);

    private static Html Digest(string name, string? digest) =>
        digest is null ? Html.Empty : Html.Of($"<div><dt>{name}</dt><dd>{PageFigures.Digest(digest)}</dd></div>");
}
