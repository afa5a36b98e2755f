namespace Landfall.Contracts.Documents;

/// <summary>When a dataset is complete. Exactly one field is set.</summary>
[ExactlyOne]
public sealed record CompleteSpec(
    [Field("Complete when a blob of this name lands beside the data.", MaxLength = 200)]
    string? Marker = null,
    [Field("Complete when this JSON manifest lands and every file it lists is there.", MaxLength = 200)]
    string? Manifest = null,
    [Field("Complete when nothing landed for this long.", Range = "1s..30d")]
    TimeSpan? QuietPeriod = null,
    [Field("True: every blob is a dataset of its own.")]
    bool? Each = null);
