namespace Landfall.Contracts.Documents;

/// <summary>One thing that is judged. Exactly one of proportion, pairs and threshold is set.</summary>
[ExactlyOne("proportion", "pairs", "threshold")]
public sealed record JudgeSpec(
    [Field("Its name in reports.", MaxLength = 60)]
    string Name,
    [Field("The share of bad requests: 'failed' or 'duration > 250ms'.", MaxLength = 100)]
    string? Proportion = null,
    [Field("Compare both answers to the same request.")]
    PairSource? Pairs = null,
    [Field("An own metric against a fixed limit.")]
    ThresholdSpec? Threshold = null,
    [Field("How much larger the candidate's proportion may be.", Range = "0.0001..0.5")]
    double? Margin = null,
    [Field("The largest share of pairs that may disagree.", Range = "0.0001..1")]
    double? Max = null,
    [Field("The largest proportion when there is no champion to compare with.",
        Range = "0.0001..1")]
    double Limit = 0.05,
    [Field("What happens when it has no data; without it rollout.onMissing decides about numbers, and samples about requests.")]
    MissingAction? OnMissing = null,
    [Field("How long it may have no data before onMissing acts; the step waits meanwhile. Without it as long as rollout.onMissing.hold.",
        Range = "1s..7d")]
    TimeSpan? MissingFor = null);
