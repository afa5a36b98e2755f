namespace Landfall.Contracts.Documents;

/// <summary>A time in which no traffic is moved to a candidate; going back is always allowed.</summary>
public sealed record FreezeWindow(
    [Field("Why, as shown to those who wait.", MaxLength = 200)]
    string Reason,
    [Field("When it starts, with the offset from UTC.")]
    DateTimeOffset From,
    [Field("When it ends, with the offset from UTC.")]
    DateTimeOffset To);
