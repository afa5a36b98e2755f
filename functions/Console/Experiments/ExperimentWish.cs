using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Functions.Console.Runs;

namespace Landfall.Functions.Console.Experiments;

/// <summary>A pipeline as it is current, with its digest.</summary>
internal sealed record AppliedPipeline(ModelPipeline Pipeline, string Digest);

/// <param name="Settings"><c>train.env.RATE=0.05</c>, one each; may be empty.</param>
/// <param name="Dataset">A name or a digest; null for the data accepted last.</param>
/// <param name="Request">Its id: the same again is the same run.</param>
internal sealed record ExperimentWish(string By, string? Reason, IReadOnlyList<string> Settings, string? Dataset, string Request);

/// <param name="Run">Null when there is none, with the reason in one of the others.</param>
/// <param name="IsNew">False when the same was asked for before.</param>
/// <param name="Problems">What is wrong with the settings.</param>
internal sealed record ExperimentAnswer(
    Run? Run, bool IsNew = false, RunRefusal? Refused = null, IReadOnlyList<DocumentProblem>? Problems = null);
