namespace Landfall.Contracts.Documents;

/// <summary>How long an answer to one row may take, measured beside the server; the share of slower answers is judged.</summary>
[ExactlyOne]
public sealed record LatencySpec(
    [Field("Half of the answers take at most this.", Range = "1ms..1h")]
    TimeSpan? P50 = null,
    [Field("95 of 100 answers take at most this.", Range = "1ms..1h")]
    TimeSpan? P95 = null,
    [Field("99 of 100 answers take at most this.", Range = "1ms..1h")]
    TimeSpan? P99 = null);
