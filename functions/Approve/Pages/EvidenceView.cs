using Landfall.Hosting.Pages;

namespace Landfall.Functions.Approve.Pages;

/// <summary>The numbers that matter first, everything else behind folds.</summary>
internal static class EvidenceView
{
    private const int Important = 3;

    public static Html Figures(ApprovalRequest request) => Html.Of($"""
        <p>{request.Evaluation.Headline}</p>
        <ul class="figures">{Html.Each(request.Evaluation.Metrics.Take(Important), Figure)}</ul>
        """);

    public static Html Worse(ApprovalRequest request) => request.Evaluation.Worse.Count == 0
        ? Html.Of($"<p class=\"good\">✓ No slice got worse.</p>")
        : Html.Of($"""
            <div class="note bad"><h2>What got worse</h2>
            <ul>{Html.Each(request.Evaluation.Worse, worse => Html.Of($"<li>{worse}</li>"))}</ul></div>
            """);

    /// <summary>Gates that did not simply pass are why a person is asked: they stand in the open.</summary>
    public static Html Doubts(ApprovalRequest request)
    {
        var gates = request.Evaluation.Gates;
        var open = gates.Where(gate => gate.Outcome != GateOutcome.Pass).ToList();
        return Html.Of($"""
            <p>{gates.Count - open.Count} of {gates.Count} gates passed{(open.Count == 0 ? "." : "; the others:")}</p>
            {Html.When(open.Count > 0, () => Html.Of($"<ul>{Html.Each(open, Gate)}</ul>"))}
            """);
    }

    public static Html Details(ApprovalQuestion question)
    {
        var request = question.Request;
        return Html.Of($"""
            <details id="metrics"><summary>All metrics ({request.Evaluation.Metrics.Count})</summary><table class="cards"><thead>
            <tr><th scope="col">Metric</th><th scope="col" class="number">Candidate</th><th scope="col" class="number">Interval</th>
            <th scope="col" class="number">Champion</th></tr></thead><tbody>
            {Html.Each(request.Evaluation.Metrics, Row)}</tbody></table></details>
            <details id="gates"><summary>All gates ({request.Evaluation.Gates.Count})</summary>
            <ul>{Html.Each(request.Evaluation.Gates, Gate)}</ul></details>
            <details id="data"><summary>Data</summary><p>{request.DataHeadline}</p></details>
            <details id="what"><summary>What exactly is decided</summary><dl>
            <dt>Run</dt><dd>{request.Run.Id}</dd>
            <dt>Evidence</dt><dd>{PageFigures.Digest(question.Ticket.EvidenceDigest)}</dd>
            <dt>Model files</dt><dd>{PageFigures.Digest(request.Version.Digest)}</dd>
            <dt>Signed statement</dt><dd>{PageFigures.Digest(request.Version.StatementDigest)}</dd>
            <dt>Server image</dt><dd class="digest">{request.Version.ServerImage}</dd>
            <dt>Policy</dt><dd>{PageFigures.Digest(request.Run.Documents.Policy)}</dd>
            </dl></details>
            """);
    }

    private static Html Figure(MetricSummary metric) => Html.Of($"""
        <li><span class="soft">{metric.Name}</span><b class="candidate">{PageFigures.Number(metric.Value)}</b>
        <small>{PageFigures.Number(metric.Low)} to {PageFigures.Number(metric.High)}</small>
        {IntervalPicture.Around(metric.Low, metric.High, metric.Champion)
            .Of("candidate", metric.Value, metric.Low, metric.High, against: metric.Champion)}
        <small>{Comparison(metric)}</small></li>
        """);

    private static Html Comparison(MetricSummary metric) => metric switch
    {
        { Champion: { } champion, Difference: { } difference } => Html.Of($"""
            <span class="champion">champion {PageFigures.Number(champion)}</span>, difference {PageFigures.Signed(difference)}{Range(metric)}
            """),
        { Champion: { } champion } => Html.Of($"<span class=\"champion\">champion {PageFigures.Number(champion)}</span>"),
        _ => Html.Text("no champion to compare with"),
    };

    private static string Range(MetricSummary metric) => metric is { DifferenceLow: { } low, DifferenceHigh: { } high }
        ? $" ({PageFigures.Signed(low)} to {PageFigures.Signed(high)})"
        : "";

    private static Html Gate(GateSummary gate)
    {
        var (words, colour) = gate.Outcome switch
        {
            GateOutcome.Pass => ("✓ passed", "good"),
            GateOutcome.Fail => ("✕ failed", "bad"),
            GateOutcome.Ask => ("▲ asks a person", "waiting"),
            _ => ("– not applied", "unknown"),
        };
        return Html.Of($"<li><span class=\"state {colour}\">{words}</span> {gate.Name}: {gate.Explanation}{Examples(gate)}</li>");
    }

    private static Html Examples(GateSummary gate) => gate.Examples is { Count: > 0 } rows
        ? Html.Of($"<ul>{Html.Each(rows, row => Html.Of($"<li><small>{row}</small></li>"))}</ul>")
        : Html.Empty;

    private static Html Row(MetricSummary metric) => Html.Of($"""
        <tr><th scope="row">{metric.Name}</th><td class="number" data-label="Candidate">{PageFigures.Number(metric.Value)}</td>
        <td class="number" data-label="Interval">{PageFigures.Number(metric.Low)} to {PageFigures.Number(metric.High)}</td>
        <td class="number" data-label="Champion">{(metric.Champion is { } champion ? PageFigures.Number(champion) : "none")}</td></tr>
        """);
}
