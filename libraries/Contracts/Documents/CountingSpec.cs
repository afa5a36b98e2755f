namespace Landfall.Contracts.Documents;

/// <summary>
/// What counts as one observation. Errors come in bursts, and the tests assume independent observations: so all
/// requests of one client within one interval count once, bad if any of them was bad.
/// </summary>
public sealed record CountingSpec(
    [Field("What counts as one observation.")]
    CountingUnit By,
    [Field("The length of an interval.", Range = "1s..1h")]
    TimeSpan Interval);
