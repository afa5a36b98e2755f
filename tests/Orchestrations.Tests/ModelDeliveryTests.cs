using Landfall.Domain.Rollout;
using Landfall.Domain.Training;
using Landfall.Orchestrations.Tests.Samples;

namespace Landfall.Orchestrations.Tests;

public sealed class ModelDeliveryTests : DeliveryTests
{
    [Fact]
    public void Good_data_and_a_good_model_are_promoted()
    {
        Go(Sample.Run);
        Keep();

        Assert.Equal(new(Sample.Run.Id, Verdict.Promoted, "no harm seen"), Play.Output<RunResult>());
        Assert.All(Finished!.Steps, step => Assert.Equal(StepState.Done, step.State));
        Assert.Equal((Sample.Seven, Sample.Six, 100), (Finished.Version, Finished.Champion, Finished.Traffic));
        Assert.Equal(
            ["started", "validated", "trained", "evaluated", "registered", "asked", "decided", "verdict"], Recorded);
        Assert.Equal(3, Called.Count(name => name == Orchestrators.ClusterJob));
    }

    [Fact]
    public void The_record_s_verdict_tells_what_the_judges_saw_last()
    {
        RecordFact? verdict = null;
        Answer<RecordFact>(Steps.AppendRecord, fact =>
        {
            verdict = fact;
            return new Appended(1, "hash");
        });
        var look = new RolloutLook(
            "all", 100, Sample.Start, 2140, [new("errors", JudgeOutcome.Safe, 0.3, 40, 31, 20, "0.2 % of 2,140")]);
        Answer(Orchestrators.ProgressiveRollout, new RolloutVerdict(Verdict.Promoted, "no harm seen", true, false, look));

        Go(Sample.Run);

        Assert.Equal("verdict", verdict!.What);
        var last = verdict.Facts!.Value.GetProperty("last");
        Assert.Equal(("all", 2140), (last.GetProperty("step").GetString(), last.GetProperty("samples").GetInt64()));
        Assert.Equal("0.2 % of 2,140", last.GetProperty("readings")[0].GetProperty("explanation").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Who_is_asked_before_a_step_travels_with_the_rollout_where_a_step_asks(bool asks)
    {
        var steps = Sample.Rollout.Steps.Select(step => step.IsBake && asks ? step with { Approve = true } : step).ToList();
        Answer(Steps.PlanRun, Sample.Plan with
        {
            Rollout = Sample.Rollout with { Steps = steps },
            Approval = Sample.Approval with { Rules = new(new(2, 3, 4), new(["risk"], [], [])) },
        });
        StepAsking? asking = null;
        Answer<RolloutState>(Orchestrators.ProgressiveRollout, state =>
        {
            asking = state.Request.Asking;
            return new RolloutVerdict(Verdict.Promoted, "baked", true, false);
        });
        Go(Sample.Run);

        Assert.Equal(asks ? (2, "risk", Sample.Good.ReportDigest) : (0, null, null),
            (asking?.Plan.Quorum ?? 0, asking?.Plan.By[0], asking?.Evaluation.ReportDigest));
        Assert.Equal(asks ? RiskLevel.Low : null, asking?.Risk?.Level);
    }

    [Fact]
    public void A_first_version_is_evaluated_alone_and_may_not_be_asked_for()
    {
        Answer(Steps.FindChampion, new Champion(null));
        Answer(Steps.PlanRun, Sample.Plan with { Approval = Sample.Approval with { When = ApprovalWhen.Risky } });
        Answer<RolloutState>(Orchestrators.ProgressiveRollout, state =>
        {
            Assert.Null(state.Request.Champion);
            return new RolloutVerdict(Verdict.Promoted, "baked", true, false);
        });
        Go(Sample.Run);

        Assert.Equal(2, Called.Count(name => name == Orchestrators.ClusterJob));
        Assert.DoesNotContain(Orchestrators.Approval, Called);
        Assert.Equal(StepState.Skipped, Step("approved").State);
        Assert.Equal(Verdict.Promoted, Finished!.Verdict);
    }

    [Fact]
    public void Evidence_that_wants_people_asks_them_although_the_pipeline_does_not()
    {
        Answer(Steps.PlanRun, Sample.Plan with { Approval = Sample.Approval with { When = ApprovalWhen.Risky } });
        Answer(Steps.JudgeModel, Sample.Good with { Outcome = EvaluationOutcome.Ask });
        Go(Sample.Run);

        Assert.Contains(Orchestrators.Approval, Called);
        Assert.Equal(Verdict.Promoted, Finished!.Verdict);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(2, true)]
    public void The_policy_s_floor_by_the_risk_decides_with_the_pipeline_and_the_risk_is_recorded(int floor, bool asks)
    {
        var rules = new ApprovalRules(new(floor, floor, floor), new([], [], []));
        Answer(Steps.PlanRun, Sample.Plan with { Approval = Sample.Approval with { When = ApprovalWhen.Risky, Rules = rules } });
        ApprovalRequest? asked = null;
        Answer<ApprovalRequest>(Orchestrators.Approval, request =>
        {
            asked = request;
            return Sample.View(ApprovalState.Approved);
        });
        Go(Sample.Run);

        Assert.Equal(Verdict.Promoted, Finished!.Verdict);
        Assert.Contains("risk", Recorded);
        Assert.Equal(asks ? floor : null, asked?.Plan.Quorum);
        Assert.Equal(asks ? RiskLevel.Low : null, asked?.Risk?.Level);
    }

    [Fact]
    public void A_pipeline_that_the_policy_does_not_allow_is_refused_before_anything_is_done()
    {
        Answer(Steps.PlanRun, Sample.Plan with { PolicyRefusal = "the policy does not allow it: no shadow step" });
        Go(Sample.Run);

        AssertEnded(Verdict.Rejected, "no shadow step");
        Assert.DoesNotContain(Steps.ValidateDataset, Called);
    }

    [Fact]
    public void Data_that_passed_without_a_split_is_an_error_and_no_judgement()
    {
        Answer(Steps.ValidateDataset, Sample.Data(DataVerdict.Pass) with { Split = null });
        Go(Sample.Run);

        AssertEnded(Verdict.Failed, "without a split");
    }

    [Fact]
    public void Training_that_fails_is_a_failure()
    {
        Answer(Orchestrators.ClusterJob, Sample.NotDone(JobCause.OwnFailure, "division by zero"));
        Go(Sample.Run);

        AssertEnded(Verdict.Failed, "training failed (OwnFailure): division by zero");
        Assert.Equal((StepState.Failed, StepState.Skipped), (Step("trained").State, Step("evaluated").State));
        Assert.DoesNotContain(Steps.CommitDesiredState, Called);
    }

    [Fact]
    public void A_gate_that_fails_is_a_rejection()
    {
        Answer(Steps.JudgeModel, Sample.Good with { Outcome = EvaluationOutcome.Fail, Headline = "auc 0.55 is below 0.60" });
        Go(Sample.Run);

        AssertEnded(Verdict.Rejected, "auc 0.55 is below 0.60");
        Assert.DoesNotContain(Steps.RegisterVersion, Called);
    }

    [Theory]
    [InlineData("candidate", JobCause.OwnFailure, Verdict.Rejected)]
    [InlineData("candidate", JobCause.Evicted, Verdict.Failed)]
    [InlineData("champion", JobCause.OwnFailure, Verdict.Failed)]
    public void Only_a_candidate_that_cannot_answer_is_judged_by_it(string role, JobCause cause, Verdict verdict)
    {
        Answer<JobProgress>(Orchestrators.ClusterJob, job =>
            job.Attempt.Request.Role == role ? Sample.NotDone(cause, "no answer") : Sample.Done());
        Go(Sample.Run);

        AssertEnded(verdict, $"the {role} could not be evaluated");
    }

    [Theory]
    [InlineData(ApprovalState.Rejected)]
    [InlineData(ApprovalState.Expired)]
    [InlineData(ApprovalState.Void)]
    public void Without_approval_there_is_no_rollout(ApprovalState state)
    {
        Answer(Orchestrators.Approval, Sample.View(state, "too risky"));
        Go(Sample.Run);

        AssertEnded(Verdict.Rejected, $"{state}: too risky");
        Assert.DoesNotContain(Orchestrators.ProgressiveRollout, Called);
    }

    [Theory]
    [InlineData(Verdict.RolledBack, StepState.Refused, true)]
    [InlineData(Verdict.Rejected, StepState.Refused, false)]
    [InlineData(Verdict.Failed, StepState.Failed, true)]
    public void A_rollout_that_goes_back_is_the_verdict(Verdict verdict, StepState state, bool restored)
    {
        Answer(Orchestrators.ProgressiveRollout, new RolloutVerdict(verdict, "harm", restored, restored));
        Go(Sample.Run);

        AssertEnded(verdict, "harm");
        Assert.Equal((state, 0), (Step("rollout").State, Finished!.Traffic));
        Assert.Equal(restored, Play.Output<RunResult>()!.TrafficRestored);
    }

    [Fact]
    public void A_rollback_makes_git_name_the_champion_again()
    {
        Answer(Orchestrators.ProgressiveRollout, new RolloutVerdict(Verdict.RolledBack, "harm", true, true));
        Answer<DesiredState>(Steps.CommitDesiredState, desired =>
        {
            Assert.Equal(Sample.Six, desired.Version);
            return new Committed("abc", "committed abc");
        });
        Go(Sample.Run);

        Assert.Contains(Steps.CommitDesiredState, Called);
    }

    [Theory]
    [InlineData(Verdict.Cancelled)]
    [InlineData(Verdict.Superseded)]
    public void An_interrupt_during_training_is_passed_on_and_waited_for(Verdict verdict)
    {
        HoldBack(Orchestrators.ClusterJob);
        Go(Sample.Run);
        Interrupt(verdict);

        AssertSent(Orchestrators.JobId(Sample.Run.Id, "train"), Signals.Cancel);
        Assert.Null(Finished);
        Answer(Orchestrators.ClusterJob, Sample.NotDone(JobCause.Cancelled, "cancelled"));
        Go();
        AssertEnded(verdict, "");
        Assert.Equal(StepState.Skipped, Step("trained").State);
    }

    [Fact]
    public void An_interrupt_before_the_job_begins_stops_it_at_once()
    {
        HoldBack(Steps.ValidateDataset);
        HoldBack(Orchestrators.ClusterJob);
        Go(Sample.Run);
        Interrupt(Verdict.Cancelled);
        Answer(Steps.ValidateDataset, Sample.Data(DataVerdict.Pass));
        Go();

        AssertSent(Orchestrators.JobId(Sample.Run.Id, "train"), Signals.Cancel);
    }

    [Theory]
    [InlineData(Verdict.Cancelled)]
    [InlineData(Verdict.Superseded)]
    public void An_interrupt_during_approval_claims_its_number_in_the_log(Verdict verdict)
    {
        Answer<CloseApprovalRequest>(Steps.CloseApproval, close =>
        {
            Assert.Equal(ApprovalEntryKind.Supersede, close.Kind);
            return null;
        });
        HoldBack(Orchestrators.Approval);
        Go(Sample.Run);
        Interrupt(verdict);
        AssertSent(Orchestrators.ApprovalId(Sample.Run.Id), Signals.Decided);

        Answer(Orchestrators.Approval, Sample.View(ApprovalState.Superseded, "closed"));
        Go();
        AssertEnded(verdict, "");
    }

    [Theory]
    [InlineData(Verdict.Cancelled)]
    [InlineData(Verdict.Superseded)]
    public void An_approval_that_was_first_does_not_make_an_interrupt_unheard(Verdict verdict)
    {
        HoldBack(Orchestrators.Approval);
        Go(Sample.Run);
        Interrupt(verdict);
        Answer(Orchestrators.Approval, Sample.View(ApprovalState.Approved));
        Go();

        AssertEnded(verdict, "");
        Assert.DoesNotContain(Orchestrators.ProgressiveRollout, Called);
    }

    [Theory]
    [InlineData(Verdict.Cancelled, RolloutControl.Abort)]
    [InlineData(Verdict.Superseded, RolloutControl.Supersede)]
    public void An_interrupt_during_rollout_is_a_control_and_the_rollout_decides(Verdict verdict, RolloutControl control)
    {
        HoldBack(Orchestrators.ProgressiveRollout);
        Go(Sample.Run);
        Interrupt(verdict);

        var sent = AssertSent(Orchestrators.RolloutId(Sample.Run.Id), Signals.Control);
        Assert.Contains($"\"{control}\"", sent, StringComparison.OrdinalIgnoreCase);
        Answer(Orchestrators.ProgressiveRollout, new RolloutVerdict(Verdict.Promoted, "too late", true, false));
        Go();
        AssertEnded(Verdict.Promoted, "too late");
    }

    [Theory]
    [InlineData(Steps.PlanRun, "landed")]
    [InlineData(Steps.ValidateDataset, "validated")]
    [InlineData(Orchestrators.ClusterJob, "trained")]
    [InlineData(Steps.FindChampion, "evaluated")]
    [InlineData(Steps.JudgeModel, "evaluated")]
    [InlineData(Steps.RegisterVersion, "registered")]
    [InlineData(Orchestrators.Approval, "approved")]
    [InlineData(Orchestrators.ProgressiveRollout, "rollout")]
    public void Whatever_fails_for_good_the_run_ends_with_its_reason(string broken, string step)
    {
        Answer(broken, new Broken("the account is closed; open it again"));
        Go(Sample.Run);

        AssertEnded(Verdict.Failed, "the account is closed; open it again");
        Assert.Equal(step == "landed" ? StepState.Done : StepState.Failed, Step(step).State);
    }

    [Theory]
    [InlineData(Steps.PlanRun)]
    [InlineData(Orchestrators.ClusterJob)]
    [InlineData(Orchestrators.ProgressiveRollout)]
    public void An_answer_that_cannot_be_read_ends_the_run_with_a_verdict_too(string step)
    {
        Answer(step, "no answer of that kind");
        Go(Sample.Run);

        AssertEnded(Verdict.Failed, "JsonException");
    }

    [Fact]
    public void A_command_that_cannot_be_read_does_not_end_the_run()
    {
        HoldBack(Orchestrators.ClusterJob);
        Go(Sample.Run);
        Raise(Signals.Cancel, "stop!");
        Raise(Signals.Supersede, 17);
        Answer(Orchestrators.ClusterJob, Sample.Done());
        Go();

        Assert.Equal(Verdict.Promoted, Finished!.Verdict);
    }

    [Fact]
    public void A_record_that_cannot_be_written_does_not_keep_the_run_from_ending()
    {
        Answer(Steps.AppendRecord, new Broken("the chain is broken"));
        Go(Sample.Run);

        AssertEnded(Verdict.Failed, "the chain is broken");
        Assert.Equal(StepState.Failed, Step("recorded").State);
    }

    [Fact]
    public void Git_that_cannot_be_written_does_not_change_the_verdict()
    {
        Answer(Steps.CommitDesiredState, new Broken("no rights on the repository"));
        Go(Sample.Run);

        AssertEnded(Verdict.Promoted, "");
        Assert.Contains("no rights on the repository", Step("recorded").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_that_passes_is_tried_again()
    {
        var failures = 2;
        Answer<JudgeRequest>(Steps.JudgeModel, _ => failures-- > 0 ? new TimeoutException("slow") : Sample.Good);
        Go(Sample.Run);
        GoToTheEnd();

        Assert.Equal(Verdict.Promoted, Finished!.Verdict);
        Assert.Equal(3, Called.Count(name => name == Steps.JudgeModel));
    }
}
