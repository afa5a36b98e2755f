using Landfall.Domain.Evaluation;

namespace Landfall.Domain.Tests.Evaluation;

/// <summary>Counts processor time, which a busy machine does not stretch as it does the clock; so nothing may run beside it.</summary>
[Collection(nameof(EvaluationCostTests))]
[CollectionDefinition(nameof(EvaluationCostTests), DisableParallelization = true)]
public sealed class EvaluationCostTests
{
    [Fact]
    public void Half_a_million_rows_take_a_few_seconds_of_one_processor()
    {
        var (candidate, champion) = Predictions.Pair(seed: 6, rows: 500_000);
        var before = Environment.CpuUsage.TotalTime;

        BinaryEvaluation.Of(candidate, champion);

        Assert.InRange((Environment.CpuUsage.TotalTime - before).TotalSeconds, 0, 6);
    }
}
