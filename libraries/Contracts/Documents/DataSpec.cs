namespace Landfall.Contracts.Documents;

/// <summary>Where data lands and when a dataset is complete.</summary>
public sealed record DataSpec(
    [Field("The blob container that is watched.", Format = FieldFormat.Container)]
    string Container,
    [Field("Blobs whose names start with this belong to the pipeline; a dataset is one folder below it.")]
    string Prefix,
    [Field("Which file names belong to a dataset: * and ? as wildcards.", MaxLength = 200)]
    string Files,
    [Field("When a dataset is complete: exactly one rule.")]
    CompleteSpec Complete,
    [Field("Which datasets are trained on: last or days. The newest alone is judged for drift.")]
    WindowSpec Window,
    [Field("What becomes of datasets that somebody marked as tainted: leaveOut (also without it), or keep them and say so.")]
    TaintedData? Tainted = null);
