namespace Landfall.Contracts;

/// <summary>
/// How a gate ended: not applied where there was no champion to compare with, asked where a person has to decide.
/// </summary>
public enum GateOutcome { Pass, Fail, NotApplied, Ask }

/// <param name="Explanation">One sentence with the bound that decided and what it was compared with.</param>
/// <param name="Examples">A few rows that violate it, a phrase each; null where there are none to show.</param>
public sealed record GateSummary(
    string Name, GateOutcome Outcome, string Explanation, IReadOnlyList<string>? Examples = null);

/// <summary>One metric for people: the candidate's value with its interval, and the champion's on the same rows.</summary>
public sealed record MetricSummary(
    string Name, double Value, double Low, double High, double? Champion = null, double? Difference = null,
    double? DifferenceLow = null, double? DifferenceHigh = null);

/// <param name="Champion">Predictions of the champion on the same rows; null for a first version.</param>
/// <param name="ChampionDocuments">Name and digest of each document that made the champion; null where that is not known.</param>
public sealed record JudgeRequest(
    Run Run, Split Split, JobOutput Candidate, JobOutput? Champion, ModelVersionRef? ChampionVersion, string CandidateDigest,
    IReadOnlyDictionary<string, string>? ChampionDocuments = null);

/// <summary>What may differ between the champion and a candidate beside data and model.</summary>
public enum ChangedPart
{
    TrainerImage, TrainerSettings, ServerSettings, Label, Contract,

    /// <summary>The documents that made the champion are not kept any more.</summary>
    Unknown,
}

public enum EvaluationOutcome { Pass, Fail, Ask }

/// <param name="Headline">The sentence a person reads first.</param>
/// <param name="Worse">Slices that got worse, each a sentence; empty when none did.</param>
/// <param name="Report">Blob in the run container.</param>
/// <param name="ReportDigest">SHA-256 of the report: approvals are bound to it.</param>
/// <param name="BaselineDigest">
/// SHA-256 of what the candidate predicted on the holdout, as counts; null where none was kept.
/// </param>
/// <param name="Changed">What differs from the champion beside data and model; null without a champion.</param>
public sealed record EvaluationResult(
    EvaluationOutcome Outcome, string Headline, IReadOnlyList<MetricSummary> Metrics, IReadOnlyList<GateSummary> Gates,
    IReadOnlyList<string> Worse, string Report, string ReportDigest, string? BaselineDigest = null,
    IReadOnlyList<ChangedPart>? Changed = null);
