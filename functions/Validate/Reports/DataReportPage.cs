using Landfall.DuckDb.Profiles;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Validate.Reports;

/// <summary>The report for people: the verdict, then why, then every column. One file, no script, prints well.</summary>
internal static class DataReportPage
{
    private const string Style = """
        .bars { display: block; } .bars .new { fill: var(--candidate); } .bars .old { fill: none; stroke: var(--champion); stroke-width: 1.5; }
        .profile { border-top: 1px solid var(--line); padding: 8px 0; break-inside: avoid; }
        """;

    public static Page Of(DataReport report) => new($"Data of {report.Name}", Body(report)) { Style = Style };

    private static Html Body(DataReport report) => Html.Of($"""
        <h1>Data of {report.Pipeline}: {report.Name}</h1>
        <p class="state {Tone(report.Verdict)}">{Mark(report.Verdict)}</p>
        <p class="note {Tone(report.Verdict)}">{report.Reason}</p>
        <ul class="figures">
        <li><b>{report.Rows:N0}</b> rows</li>
        <li><b>{report.Checks.Count:N0}</b> checks, {report.Checks.Count(c => c.Outcome == CheckOutcome.Fail)} failed, {report.Checks.Count(c => c.Outcome == CheckOutcome.Warn)} noted</li>
        {Html.When(report.Split is not null, () => Html.Of($"<li><b>{report.Split!.TrainRows:N0}</b> rows to train on, {report.Split.HoldoutRows:N0} to evaluate on</li>"))}
        </ul>
        {Html.When(report.Released?.LeaveOut is { Count: > 0 }, () => LeftOut(report.Released!))}
        <h2>Checks</h2>
        <div class="scroll"><table><thead><tr><th>Outcome</th><th>Check</th><th>Finding</th></tr></thead><tbody>
        {Html.Each(report.Checks.OrderBy(Order), Check)}
        </tbody></table></div>
        <h2>Columns</h2>
        {Html.When(report.Baseline is not null, () => Html.Of($"""<p class="soft"><span class="candidate">■ this data</span> · <span class="champion">□ {report.Baseline!.Name}</span>, {report.Baseline.Rows:N0} rows</p>"""))}
        {Html.Each(report.Profile.Columns, column => Column(column, report.Baseline?.Find(column.Name)))}
        <h2>Origin</h2>
        <dl><dt>Run</dt><dd>{report.Run}</dd><dt>Dataset</dt><dd class="digest">{report.Dataset}</dd>
        <dt>Complete since</dt><dd>{report.ClosedAt.ToUniversalTime():yyyy-MM-dd HH:mm:ss} UTC</dd></dl>
        """);

    private static Html LeftOut(QuarantineRelease release) => Html.Of($"""
        <h2>Left out</h2>
        <p>{release.By} left these files out of what is checked and trained on: {release.Reason}</p>
        <ul>{Html.Each(release.LeaveOut!, name => Html.Of($"<li>{name}</li>"))}</ul>
        """);

    private static Html Check(DataCheck check) => Html.Of($"""
        <tr><td class="state {Tone(check.Outcome)}">{Mark(check.Outcome)}</td><td>{check.Name}</td><td>{check.Explanation}</td></tr>

        """);

    private static Html Column(ColumnProfile column, ColumnProfile? baseline) => Html.Of($"""
        <section class="profile"><h3>{column.Name} <span class="soft">{column.Type}</span></h3>
        <p>{Sentence(column, baseline)}</p>
        {ColumnBars.Of(column, baseline)}</section>

        """);

    private static string Sentence(ColumnProfile column, ColumnProfile? baseline)
    {
        var missing = $"{100 * column.NullShare:0.##} % missing"
            + (baseline is null ? "" : $" (before {100 * baseline.NullShare:0.##} %)");
        var mean = column.Mean is { } m
            ? $", mean {m:0.####}" + (baseline?.Mean is { } b ? $" (before {b:0.####})" : "")
            : "";
        return column.Min is null ? $"{missing}." : $"{missing}, about {column.Distinct:N0} values from {column.Min} to {column.Max}{mean}.";
    }

    private static int Order(DataCheck check) => 2 - (int)check.Outcome;

    private static string Mark(DataVerdict verdict) => verdict switch
    {
        DataVerdict.Pass => "✓ fit to train on",
        DataVerdict.Warn => "✓ taken, with notes",
        _ => "▲ in quarantine",
    };

    private static string Tone(DataVerdict verdict) => verdict switch
    {
        DataVerdict.Pass => "good",
        DataVerdict.Warn => "waiting",
        _ => "bad",
    };

    private static string Mark(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Pass => "✓ pass",
        CheckOutcome.Warn => "▲ note",
        _ => "✕ fail",
    };

    private static string Tone(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Pass => "good",
        CheckOutcome.Warn => "waiting",
        _ => "bad",
    };
}
