using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Evaluation.Measures;

namespace Landfall.Domain.Evaluation;

/// <summary>A built-in metric of a task.</summary>
/// <param name="Name">As in <see cref="BuiltInMetrics"/>.</param>
/// <param name="Least">The smallest value it can have.</param>
/// <param name="Most">The largest value it can have.</param>
/// <param name="Measure">Computes it.</param>
internal sealed record Metric<TRows>(string Name, double Least, double Most, Func<TRows, Measured> Measure)
{
    // More positives are neither better nor worse: only a change or a gap means something.
    public BetterDirection? Better { get; } = Name == "positiveRate" ? null : BuiltInMetrics.BetterOf(Name);
}
