namespace Landfall.Contracts.Documents;

/// <summary>Where true labels land after predictions were served.</summary>
public sealed record LabelArrival(
    [Field("The blob container the labels land in.", Format = FieldFormat.Container)]
    string Container,
    [Field("The columns by which a label finds its prediction, in requests and files alike; 'requestId' is the request's id.",
        Range = "1..20")]
    IReadOnlyList<string> JoinOn,
    [Field("How long after the prediction a label may come.", Range = "1m..365d")]
    TimeSpan Within,
    [Field("Only files whose names begin with it; all of the container when left out.", MaxLength = 200)]
    string? Prefix = null);
