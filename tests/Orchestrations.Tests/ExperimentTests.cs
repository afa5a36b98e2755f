using Landfall.Orchestrations.Tests.Samples;

namespace Landfall.Orchestrations.Tests;

/// <summary>An experiment goes as far as its evaluation, whatever would follow there in a delivery.</summary>
public sealed class ExperimentTests : DeliveryTests
{
    private static readonly string[] NeverCalled =
    [
        Steps.RegisterVersion, Steps.MirrorVersion, Steps.MoveAlias, Steps.StartCheck, Steps.RequestApproval, Steps.AskRelease,
        Orchestrators.Approval, Orchestrators.ProgressiveRollout, Steps.CommitDesiredState,
    ];

    private readonly List<RecordFact> facts = [];

    public ExperimentTests()
        : base(Sample.Experiment.Id)
    {
        // All that a delivery of this pipeline would do besides.
        Answer(Steps.PlanRun, Sample.Plan with
        {
            ShowsVersions = true,
            Checks = [new("bias", true, true, TimeSpan.FromHours(2))],
        });
        Answer<RecordFact>(Steps.AppendRecord, fact =>
        {
            Recorded.Add(fact.What);
            facts.Add(fact);
            return new Appended(Recorded.Count, "hash");
        });
    }

    [Fact]
    public void A_good_candidate_is_reported_and_nothing_else_comes_of_it()
    {
        Go(Sample.Experiment);
        Keep("1.0-experiment");

        AssertEnded(Verdict.Evaluated, "its gates passed: auc 0.71, better by 0.01");
        AssertOnlyReported();
        Assert.Equal(EvaluationOutcome.Pass, Finished!.Outcome);
        Assert.All(Finished.Steps, step => Assert.Equal(StepState.Done, step.State));
        Assert.Equal((Sample.Six, "report.json"), (Finished.Champion, Finished.Artifacts!.Evaluation));
        Assert.Equal(["started", "validated", "trained", "evaluated", "verdict"], Recorded);
        Assert.Equal(3, Called.Count(name => name == Orchestrators.ClusterJob));       // the champion is measured on the same rows
    }

    [Fact]
    public void The_record_says_who_tries_what_and_of_which_pipeline()
    {
        Go(Sample.Experiment);

        Assert.Equal(("ada", "experiment on 2026-02 with train.env.TRAIN_ROWS=400000 (twice the rows)"), (facts[0].By, facts[0].Summary));
        Assert.Equal(("sha256:pi", "sha256:applied"), (facts[0].Inputs!["pipeline"], facts[0].Inputs!["applied"]));
        Assert.Equal("train.env.TRAIN_ROWS=400000", facts[0].Facts!.Value.GetProperty("settings")[0].GetString());
        Assert.Equal("Evaluated: its gates passed: auc 0.71, better by 0.01", facts[^1].Summary);
    }

    [Theory]
    [InlineData(EvaluationOutcome.Fail, StepState.Refused, "its gates failed: auc 0.55 is below 0.60")]
    [InlineData(EvaluationOutcome.Ask, StepState.Done, "its gates would ask a person: auc 0.55 is below 0.60")]
    public void What_the_gates_say_is_its_report_and_no_verdict_of_a_delivery(EvaluationOutcome outcome, StepState state, string reason)
    {
        Answer(Steps.JudgeModel, Sample.Good with { Outcome = outcome, Headline = "auc 0.55 is below 0.60" });
        Go(Sample.Experiment);

        AssertEnded(Verdict.Evaluated, reason);
        AssertOnlyReported();
        Assert.Equal((outcome, state), (Finished!.Outcome, Step("evaluated").State));
    }

    [Fact]
    public void Data_that_cannot_be_trained_on_ends_it_at_once_and_waits_for_nobody()
    {
        Answer(Steps.PlanRun, Sample.Plan with { Quarantine = new(OnDoubt.Ask, TimeSpan.FromDays(14)) });
        Answer(Steps.ValidateDataset, Sample.Data(DataVerdict.Quarantine));
        Go(Sample.Experiment);

        AssertEnded(Verdict.Rejected, "the data cannot be trained on");
        AssertOnlyReported();
        Assert.Equal(Sample.Start.UtcDateTime, Play.Now);
        Assert.Null(Finished!.Outcome);
    }

    [Fact]
    public void A_person_may_cancel_it()
    {
        HoldBack(Orchestrators.ClusterJob);
        Go(Sample.Experiment);
        Interrupt(Verdict.Cancelled);
        AssertSent(Orchestrators.JobId(Sample.Experiment.Id, "train"), Signals.Cancel);
        Answer(Orchestrators.ClusterJob, Sample.NotDone(JobCause.Cancelled, "cancelled"));
        Go();

        AssertEnded(Verdict.Cancelled, "cancelled by ada");
        AssertOnlyReported();
    }

    [Fact]
    public void A_training_that_fails_fails_it()
    {
        Answer(Orchestrators.ClusterJob, Sample.NotDone(JobCause.OwnFailure, "division by zero"));
        Go(Sample.Experiment);

        AssertEnded(Verdict.Failed, "training failed (OwnFailure): division by zero");
        AssertOnlyReported();
    }

    private void AssertOnlyReported()
    {
        Assert.Empty(Called.Intersect(NeverCalled));
        Assert.Equal(["landed", "validated", "trained", "evaluated", "recorded"], Finished!.Steps.Select(step => step.Name));
        Assert.Null(Finished.Version);
    }
}
