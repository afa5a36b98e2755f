using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Evaluation;

namespace Landfall.Domain.Tests.Evaluation;

public sealed class GatesTests
{
    private static readonly (BinaryRows Candidate, BinaryRows Champion) Similar = Predictions.Pair(seed: 21, rows: 4_000);
    private static readonly GateSpec NotWorse =
        new("auc", Against: GateBaseline.Champion, NonInferiority: 0.02);

    private static GateSummary Judge(GateSpec gate, EvaluationReport report) => Assert.Single(Gates.Judge([gate], report));

    [Fact]
    public void A_minimum_is_decided_on_the_lower_bound()
    {
        var report = BinaryEvaluation.Of(Similar.Candidate);
        var auc = report.Metric("auc");
        var between = (auc.Low!.Value + auc.Value!.Value) / 2;

        var passed = Judge(new("auc", Min: auc.Low.Value), report);
        Assert.Equal(GateOutcome.Pass, passed.Outcome);
        Assert.Contains("its lower 95 % bound", passed.Explanation);
        var failed = Judge(new("auc", Min: between), report);
        Assert.Equal(GateOutcome.Fail, failed.Outcome);
        Assert.Contains($"is below the minimum {between:0.####}.", failed.Explanation);
    }

    [Fact]
    public void A_maximum_is_decided_on_the_upper_bound()
    {
        var report = BinaryEvaluation.Of(Similar.Candidate);
        var loss = report.Metric("logLoss");

        Assert.Equal(GateOutcome.Pass, Judge(new("logLoss", Max: loss.High), report).Outcome);
        Assert.Equal(GateOutcome.Fail, Judge(new("logLoss", Max: (loss.High + loss.Value) / 2), report).Outcome);
    }

    [Fact]
    public void Each_gate_has_its_own_confidence()
    {
        var report = BinaryEvaluation.Of(Similar.Candidate);
        var low = report.Metric("auc").Low!.Value;

        Assert.Equal(GateOutcome.Pass, Judge(new("auc", Min: low, Confidence: 0.8), report).Outcome);
        Assert.Equal(GateOutcome.Fail, Judge(new("auc", Min: low, Confidence: 0.99), report).Outcome);
    }

    [Theory]
    [InlineData(0, GateOutcome.Fail, GateOutcome.Ask)]
    [InlineData(-0.02, GateOutcome.Pass, GateOutcome.Pass)]
    [InlineData(0.02, GateOutcome.Fail, GateOutcome.Fail)]
    public void Where_the_limit_lies_within_the_interval_a_person_decides_if_the_pipeline_wants_it(
        double fromValue, GateOutcome without, GateOutcome with)
    {
        var report = BinaryEvaluation.Of(Similar.Candidate);
        var auc = report.Metric("auc");
        Assert.InRange(auc.High!.Value - auc.Low!.Value, 0.01, 0.04);
        var gate = new GateSpec("auc", Min: auc.Value!.Value + fromValue);

        Assert.Equal(without, Judge(gate, report).Outcome);
        Assert.Equal(without, Judge(gate with { OnMarginal = MarginalAction.Fail }, report).Outcome);
        var asked = Judge(gate with { OnMarginal = MarginalAction.Ask }, report);
        Assert.Equal(with, asked.Outcome);
        Assert.Equal(with == GateOutcome.Ask, asked.Explanation.EndsWith("meets it: a person decides.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("falsePositiveRate", 0.001)]
    [InlineData("accuracy", null)]
    public void Every_kind_of_gate_can_be_marginal(string metric, double? against)
    {
        var report = BinaryEvaluation.Of(Similar.Candidate, Similar.Champion);
        var difference = report.Differences.First(known => known.Name == metric);
        var gate = against is null
            ? new GateSpec(metric, Max: report.Metric(metric).Value)
            : new GateSpec(metric, Against: GateBaseline.Champion, NonInferiority: Math.Max(0, difference.Value!.Value));

        Assert.Equal(GateOutcome.Fail, Judge(gate, report).Outcome);
        Assert.Equal(GateOutcome.Ask, Judge(gate with { OnMarginal = MarginalAction.Ask }, report).Outcome);
    }

    [Fact]
    public void Minimum_and_maximum_are_two_conditions() =>
        Assert.Equal(
            ["positiveRate at least 0.1", "positiveRate at most 0.9"],
            Gates.Judge([new("positiveRate", Min: 0.1, Max: 0.9)], BinaryEvaluation.Of(Similar.Candidate))
                .Select(gate => gate.Name));

    [Fact]
    public void Without_a_champion_a_comparison_is_not_applied_and_a_person_is_asked()
    {
        var gates = Gates.Judge([new("auc", Min: 0.5), NotWorse], BinaryEvaluation.Of(Similar.Candidate));

        Assert.Equal([GateOutcome.Pass, GateOutcome.NotApplied], gates.Select(gate => gate.Outcome));
        Assert.Equal(
            "There is no champion to compare with: this would be the first version that serves.", gates[1].Explanation);
        Assert.Equal(EvaluationOutcome.Ask, Gates.Outcome(gates));
    }

    [Fact]
    public void A_model_as_good_as_the_champion_passes_and_a_worse_one_fails()
    {
        var (equal, other) = Predictions.Pair(seed: 25, rows: 20_000);
        var good = Judge(NotWorse, BinaryEvaluation.Of(equal, other));
        var (candidate, champion) = Predictions.Pair(seed: 22, rows: 4_000, candidateNoise: 1.8);
        var bad = Judge(NotWorse, BinaryEvaluation.Of(candidate, champion));

        Assert.Equal(GateOutcome.Pass, good.Outcome);
        Assert.EndsWith(", and 0.02 is allowed.", good.Explanation);
        Assert.Equal(GateOutcome.Fail, bad.Outcome);
        Assert.EndsWith(", but only 0.02 is allowed.", bad.Explanation);
        Assert.Equal(EvaluationOutcome.Fail, Gates.Outcome([good, bad]));
    }

    [Fact]
    public void Where_less_is_better_a_rise_is_for_the_worse()
    {
        var (worse, better) = Predictions.Pair(seed: 23, rows: 4_000, candidateNoise: 2);
        var gate = new GateSpec("logLoss", Against: GateBaseline.Champion, NonInferiority: 0.001);

        Assert.Equal(GateOutcome.Fail, Judge(gate, BinaryEvaluation.Of(worse, better)).Outcome);
        Assert.Equal(GateOutcome.Pass, Judge(gate, BinaryEvaluation.Of(better, worse)).Outcome);
    }

    [Fact]
    public void Too_few_rows_prove_nothing()
    {
        var (candidate, champion) = Predictions.Pair(seed: 24, rows: 60);

        Assert.Equal(GateOutcome.Fail, Judge(NotWorse, BinaryEvaluation.Of(candidate, champion)).Outcome);
    }

    [Fact]
    public void What_is_undefined_is_asked_with_its_reason()
    {
        var gate = Judge(new("auc", Min: 0.6), BinaryEvaluation.Of(new([0, 0], [0, 1], [0.1, 0.7])));

        Assert.Equal(GateOutcome.Ask, gate.Outcome);
        Assert.Equal("auc is undefined: all 2 rows have the label 0; a person decides.", gate.Explanation);
    }

    [Fact]
    public void An_unknown_metric_is_refused_with_the_known_ones()
    {
        var error = Assert.Throws<ArgumentException>(
            () => Gates.Judge([new("acu", Min: 0.6)], BinaryEvaluation.Of(Similar.Candidate)));

        Assert.Contains("'acu'", error.Message);
        Assert.Contains("Expected one of: auc, accuracy, precision", error.Message);
        Assert.Contains("Did you mean 'auc'?", error.Message);
    }

    [Fact]
    public void An_own_metric_is_decided_on_its_value()
    {
        var cost = new MetricSpec("cost", "avg(1)", BetterDirection.Lower);
        var report = BinaryEvaluation.Of(Similar.Candidate, Similar.Champion).With(cost, 3.5, 3.4);

        Assert.Equal(
            "cost is 3.5 in 4,000 rows, which stays within the maximum 4.", Judge(new("cost", Max: 4), report).Explanation);
        var against = new GateSpec("cost", Against: GateBaseline.Champion, NonInferiority: 0.05);
        Assert.Equal(GateOutcome.Fail, Judge(against, report).Outcome);
        Assert.Equal(GateOutcome.Ask, Judge(against, BinaryEvaluation.Of(Similar.Candidate, Similar.Champion)
            .With(cost, double.NaN, 3.4)).Outcome);
    }
}
