namespace Landfall.Contracts.Documents;

/// <summary>The chances of error that are accepted over a whole rollout, however often evidence is looked at.</summary>
public sealed record AlphaSpec(
    [Field("The chance to roll back a candidate that is within every margin.", Range = "0.0001..0.2")]
    double Harm,
    [Field("The chance to call a candidate safe that is not.", Range = "0.0001..0.2")]
    double Safety);
