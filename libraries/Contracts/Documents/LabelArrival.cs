namespace Landfall.Contracts.Documents;

/// <summary>Where true labels land after predictions were served.</summary>
public sealed record LabelArrival(
    [Field("The blob container the labels land in.", Format = FieldFormat.Container)]
    string Container,
    [Field("The columns that identify a row.", Range = "1..20")]
    IReadOnlyList<string> JoinOn,
    [Field("How long after the prediction a label may come.", Range = "1m..365d")]
    TimeSpan Within);
