using System.Globalization;
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
        {Entries(view)}
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
        <details id="metrics"><summary>Metrics on the holdout ({evaluation.Metrics.Count})</summary>
        <div class="scroll"><table>
        <tr><th scope="col">Metric</th><th scope="col" class="number candidate">Candidate</th>
        <th scope="col" class="number champion">Champion</th><th scope="col" class="number">Difference</th></tr>
        {Html.Each(evaluation.Metrics, Metric)}</table></div></details>
        <details id="gates"><summary>Gates: {evaluation.Gates.Count(gate => gate.Outcome == GateOutcome.Pass)} of {evaluation.Gates.Count} passed</summary>
        <div class="scroll"><table>
        <tr><th scope="col">Gate</th><th scope="col">Outcome</th><th scope="col">Why</th></tr>
        {Html.Each(evaluation.Gates, Gate)}</table></div></details>
        """);

    private static Html Metric(MetricSummary metric) => Html.Of($"""
        <tr><th scope="row">{metric.Name}</th>
        <td class="number">{Number(metric.Value)}<br/><small>{Number(metric.Low)} to {Number(metric.High)}</small></td>
        <td class="number">{(metric.Champion is { } champion ? Number(champion) : "none")}</td>
        <td class="number">{Difference(metric)}</td></tr>
        """);

    private static Html Difference(MetricSummary metric) => metric switch
    {
        { Difference: { } difference, DifferenceLow: { } low, DifferenceHigh: { } high } =>
            Html.Of($"{Signed(difference)}<br/><small>{Signed(low)} to {Signed(high)}</small>"),
        { Difference: { } difference } => Html.Text(Signed(difference)),
        _ => Html.Empty,
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
            <tr><th scope="row">{gate.Name}</th><td class="{colour}">{words}</td><td>{gate.Explanation}</td></tr>
            """);
    }

    private static Html Entries(RunView view) => view.Record.Entries.Count == 0 ? Html.Empty : Html.Of($"""
        <details id="record"><summary>What happened, entry by entry</summary><ol class="entries">
        {Html.Each(view.Record.Entries, entry => Entry(entry.Fact))}
        </ol></details>
        """);

    private static Html Entry(RecordFact fact) => Html.Of(
        $"<li>{PageTime.Clock(fact.At)} <strong>{fact.What}</strong> by {fact.By}: {fact.Summary}</li>");

    private static Html Digests(RunStatus run) => Html.Of($"""
        <details id="digests"><summary>Digests</summary><dl>
        {Digest("Dataset", run.Run.Dataset.Digest)}{Digest("Pipeline", run.Run.Documents.Pipeline)}
        {Digest("Policy", run.Run.Documents.Policy)}
        {Digest("Model files", run.Version?.Digest)}{Digest("Signed statement", run.Version?.StatementDigest)}
        {Digest("Champion's files", run.Champion?.Digest)}
        </dl></details>
        """);

    private static Html Digest(string name, string? digest) =>
        digest is null ? Html.Empty : Html.Of($"<dt>{name}</dt><dd class=\"digest\">{digest}</dd>");

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Signed(double value) => value.ToString("+0.####;-0.####;0", CultureInfo.InvariantCulture);
}
