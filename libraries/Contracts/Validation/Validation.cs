namespace Landfall.Contracts;

public enum DataVerdict { Pass, Warn, Quarantine }

/// <param name="Outcome">pass, warn or fail.</param>
/// <param name="Explanation">One sentence with its numbers.</param>
public sealed record DataCheck(string Name, CheckOutcome Outcome, string Explanation, string? Column = null);

public enum CheckOutcome { Pass, Warn, Fail }

/// <param name="ReleasedBy">Set when a person let quarantined data pass: the checks are then shown, not applied.</param>
public sealed record ValidateRequest(Run Run, QuarantineRelease? ReleasedBy = null);

/// <summary>Asks people at once about data that failed, where the pipeline wants that.</summary>
/// <param name="Reason">What was found, as the report's first sentence says it.</param>
public sealed record AskReleaseRequest(Run Run, string Reason, ApprovalPlan Plan, DateTimeOffset ExpiresAt);

/// <param name="People">Who was sent a message, by their ids in the Environment document.</param>
public sealed record AskedRelease(IReadOnlyList<string> People);

/// <summary>The result of a validation and, unless quarantined, the split made from the data.</summary>
public sealed record ValidationResult(
    DataVerdict Verdict, string Reason, long Rows, int Checks, int Notes, string Report, string ReportPage, Split? Split);

/// <summary>
/// Training part and holdout, in different containers. Manifests are file manifests; digests are theirs. The labels of
/// the holdout lie apart from its features: no pod ever gets them.
/// </summary>
/// <param name="TrainManifest">Blob in the training container.</param>
/// <param name="HoldoutManifest">Blob in the holdout container: features.csv and spec.json.</param>
/// <param name="Labels">Blob in the labels container: row, label and slice columns (Parquet).</param>
public sealed record Split(
    string TrainManifest, string TrainDigest, long TrainRows,
    string HoldoutManifest, string HoldoutDigest, long HoldoutRows,
    string Labels, string LabelsDigest);
