using Landfall.Orchestrations.Tests.Samples;

namespace Landfall.Orchestrations.Tests;

/// <summary>One run of which all goes well, until a test answers otherwise.</summary>
public abstract class DeliveryTests : OrchestratorTests
{
    protected DeliveryTests(string? run = null)
        : base(typeof(ModelDelivery), run ?? Sample.Run.Id)
    {
        Answer<RecordFact>(Steps.AppendRecord, fact =>
        {
            Recorded.Add(fact.What);
            return new Appended(Recorded.Count, "hash");
        });
        Answer(Steps.PlanRun, Sample.Plan);
        Answer(Steps.ValidateDataset, Sample.Data(DataVerdict.Pass));
        Answer(Orchestrators.ClusterJob, Sample.Done());
        Answer(Steps.FindChampion, new Champion(Sample.Six));
        Answer(Steps.JudgeModel, Sample.Good);
        Answer(Steps.RegisterVersion, Sample.Seven);
        Answer(Orchestrators.Approval, Sample.View(ApprovalState.Approved));
        Answer(Steps.CloseApproval, null);
        Answer(Orchestrators.ProgressiveRollout, new RolloutVerdict(Verdict.Promoted, "no harm seen", true, false));
        Answer(Steps.CommitDesiredState, new Committed("abc", "committed abc"));
        Answer<FinishRequest>(Steps.FinishRun, request =>
        {
            Finished = request.Status;
            return null;
        });
    }

    /// <summary>What the record was told, in order.</summary>
    protected List<string> Recorded { get; } = [];

    /// <summary>What was written at the end; null before it.</summary>
    protected RunStatus? Finished { get; private set; }

    protected void Interrupt(Verdict verdict)
    {
        if (verdict == Verdict.Cancelled)
            Raise(Signals.Cancel, new PersonCommand("ada", "no longer wanted"));
        else
            Raise(Signals.Supersede, new SupersedeRequest("sha256:newer", "flights-newer"));
    }

    protected string AssertSent(string instance, string name)
    {
        var sent = Assert.Single(
            Play.History, e => e.EventSent is { } to && to.InstanceId == instance && to.Name == name);
        return sent.EventSent.Input;
    }

    protected void AssertEnded(Verdict verdict, string reason)
    {
        Assert.Equal(OrchestrationRuntimeStatus.Completed, Play.Status);
        Assert.Equal(verdict, Play.Output<RunResult>()!.Verdict);
        Assert.Equal(verdict, Finished!.Verdict);
        Assert.Contains(reason, Finished.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Finished.Steps, step => step.State is StepState.Pending or StepState.Running or StepState.Waiting);
        Assert.Null(Finished.WaitingFor);
        Assert.Equal(Steps.FinishRun, Called[^1]);
    }

    protected StepStatus Step(string name) => Finished!.Steps.Single(step => step.Name == name);
}
