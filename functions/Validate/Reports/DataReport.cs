using Landfall.DuckDb.Profiles;

namespace Landfall.Functions.Validate.Reports;

/// <summary>Everything that was found about a dataset: what <c>data-report.json</c> holds and the page shows.</summary>
internal sealed record DataReport(
    string Run, string Pipeline, string Dataset, string Name, DateTimeOffset ClosedAt, DataVerdict Verdict, string Reason,
    long Rows, IReadOnlyList<DataCheck> Checks, DatasetProfile Profile, DatasetProfile? Baseline = null, Split? Split = null,
    IReadOnlyList<string>? Window = null, QuarantineRelease? Released = null);
