using System.Globalization;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Approve.Pages;

/// <summary>The numbers behind a question: the three that matter first, all others on demand.</summary>
internal static class EvidenceView
{
    private const int Important = 3;

    public static Html Figures(ApprovalRequest request) => Html.Of($"""
        <p>{request.Evaluation.Headline}</p>
        <ul class="figures">{Html.Each(request.Evaluation.Metrics.Take(Important), Figure)}</ul>
        """);

    public static Html Worse(ApprovalRequest request) => request.Evaluation.Worse.Count == 0
        ? Html.Of($"<p>No slice got worse.</p>")
        : Html.Of($"""
            <div class="note bad"><h2>What got worse</h2>
            <ul>{Html.Each(request.Evaluation.Worse, worse => Html.Of($"<li>{worse}</li>"))}</ul></div>
            """);

    public static Html Details(ApprovalQuestion question)
    {
        var request = question.Request;
        return Html.Of($"""
            <details><summary>All metrics</summary><div class="scroll"><table>
            <tr><th>Metric</th><th class="number">Candidate</th><th class="number">Interval</th><th class="number">Champion</th></tr>
            {Html.Each(request.Evaluation.Metrics, Row)}</table></div></details>
            <details><summary>Gates</summary><ul>
            {Html.Each(request.Evaluation.Gates, gate => Html.Of($"<li>{gate.Name}: {gate.Outcome.ToString()}. {gate.Explanation}</li>"))}
            </ul></details>
            <details><summary>Data</summary><p>{request.DataHeadline}</p></details>
            <details><summary>What exactly is decided</summary><dl>
            <dt>Run</dt><dd>{request.Run.Id}</dd>
            <dt>Evidence</dt><dd class="digest">{question.Ticket.EvidenceDigest}</dd>
            <dt>Model files</dt><dd class="digest">{request.Version.Digest}</dd>
            <dt>Signed statement</dt><dd class="digest">{request.Version.StatementDigest}</dd>
            <dt>Server image</dt><dd class="digest">{request.Version.ServerImage}</dd>
            <dt>Policy</dt><dd class="digest">{request.Run.Documents.Policy}</dd>
            </dl></details>
            """);
    }

    private static Html Figure(MetricSummary metric) => Html.Of($"""
        <li><span class="soft">{metric.Name}</span><b class="candidate">{Number(metric.Value)}</b>
        <small>{Number(metric.Low)} to {Number(metric.High)}{Comparison(metric)}</small></li>
        """);

    private static string Comparison(MetricSummary metric) => (metric.Champion, metric.Difference) switch
    {
        ({ } champion, { } difference) =>
            $"; champion {Number(champion)}, difference {difference.ToString("+0.0000;-0.0000;0", CultureInfo.InvariantCulture)}"
            + (metric is { DifferenceLow: { } low, DifferenceHigh: { } high } ? $" ({Number(low)} to {Number(high)})" : ""),
        ({ } champion, null) => $"; champion {Number(champion)}",
        _ => "; no champion to compare with",
    };

    private static Html Row(MetricSummary metric) => Html.Of($"""
        <tr><td>{metric.Name}</td><td class="number">{Number(metric.Value)}</td>
        <td class="number">{Number(metric.Low)} to {Number(metric.High)}</td>
        <td class="number">{(metric.Champion is { } champion ? Number(champion) : "none")}</td></tr>
        """);

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
