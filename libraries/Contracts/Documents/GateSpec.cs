namespace Landfall.Contracts.Documents;

/// <summary>
/// One condition on a metric, decided on the bound of its confidence interval, not on the point: <c>min</c> and
/// <c>max</c> are absolute, <c>nonInferiority</c> is relative to the champion, <c>maxGap</c> limits slices.
/// </summary>
public sealed record GateSpec(
    [Field("A built-in or own metric.", MaxLength = 60)]
    string Metric,
    [Field("The lower confidence bound must reach this.")]
    double? Min = null,
    [Field("The upper confidence bound must not exceed this.")]
    double? Max = null,
    [Field("What the metric is compared with.")]
    GateBaseline? Against = null,
    [Field("How much worse than the champion it may be.", Range = "0..1000000")]
    double? NonInferiority = null,
    [Field("The confidence of the bounds.", Range = "0.5..0.9999")]
    double Confidence = 0.95,
    [Field("Columns whose values are judged one by one.", Range = "0..10")]
    IReadOnlyList<string>? Slices = null,
    [Field("How much worse than the whole a slice may be.", Range = "0..1000000")]
    double? MaxGap = null,
    [Field("Slices with fewer rows are reported, not judged.", Unit = "rows", Range = "0..100000000")]
    int MinSupport = 0,
    [Field("What happens when the limit lies within the interval; 'fail' where nothing is written.")]
    MarginalAction? OnMarginal = null)
{
    /// <summary>Columns whose values are judged one by one; empty for a gate over all rows.</summary>
    public IReadOnlyList<string> Slices { get; init; } = Slices ?? [];
}
