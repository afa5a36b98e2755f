namespace Landfall.Contracts.Documents;

/// <summary>How long failed data waits for a person.</summary>
public sealed record QuarantineSpec(
    [Field("How long it waits.", Range = "1s..365d")]
    TimeSpan ExpiresAfter,
    [Field("What happens then.")]
    ExpiryAction OnExpiry);
