namespace Landfall.Contracts.Documents;

/// <summary>
/// The champion answers a request that the candidate failed: an error, no answer in time, no connection. It counts as the
/// candidate's failure all the same.
/// </summary>
public sealed record FallbackSpec(
    [Field("How long the candidate may take before its answer no longer matters.", Range = "100ms..5m")]
    TimeSpan After);
