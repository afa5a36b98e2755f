using System.Text.Json;

namespace Landfall.Orchestrations;

/// <summary>What a run says of itself: its status for everyone who looks, and the facts for its record.</summary>
internal sealed class RunLog(TaskOrchestrationContext context, Run run)
{
    private static readonly string[] Names =
        ["landed", "validated", "trained", "evaluated", "registered", "approved", "rollout", "recorded"];

    /// <summary>Steps that no experiment has.</summary>
    private static readonly string[] OfDelivery = ["registered", "approved", "rollout"];

    public RunStatus Status { get; private set; } = new(
        run, [.. NamesOf(run).Select(name => new StepStatus(name, StepState.Pending))], context.CurrentUtcDateTime);

    public Task Landed()
    {
        var dataset = run.Dataset;
        Begin("landed");
        End("landed", StepState.Done, $"{dataset.Name}, {dataset.Landings} files, {dataset.Bytes / 1e6:0.0} MB");
        var inputs = new Dictionary<string, string>
        {
            ["dataset"] = dataset.Digest,
            ["pipeline"] = run.Documents.Pipeline,
            ["environment"] = run.Documents.Environment,
            ["policy"] = run.Documents.Policy,
        };
        if (run.Experiment is not { } ask)
            return Record("started", run.Trigger.Kind, $"run of {dataset.Name}, attempt {run.Attempt}", inputs);

        inputs["applied"] = ask.Base;
        var with = ask.Settings.Count == 0 ? "the applied settings" : string.Join(", ", ask.Settings);
        return Record(
            "started", ask.By, $"experiment on {dataset.Name} with {with}{(ask.Reason is { } why ? $" ({why})" : "")}", inputs,
            new { ask.Settings, ask.Reason });
    }

    /// <summary>A step that most runs do not have, after the one that is named.</summary>
    public void Add(string step, string after)
    {
        var steps = Status.Steps.ToList();
        steps.Insert(steps.FindIndex(known => known.Name == after) + 1, new(step, StepState.Pending));
        Know(status => status with { Steps = steps });
    }

    public void Begin(string step, string? detail = null)
    {
        Status = Status with { WaitingFor = null, WaitingSince = null };
        Set(step, s => s with
        {
            State = StepState.Running,
            StartedAt = s.StartedAt ?? context.CurrentUtcDateTime,
            Detail = detail,
        });
    }

    public void Wait(string step, string waitingFor)
    {
        Status = Status with { WaitingFor = waitingFor, WaitingSince = context.CurrentUtcDateTime };
        Set(step, s => s with { State = StepState.Waiting, Detail = waitingFor });
    }

    public void End(string step, StepState state, string detail)
    {
        Status = Status with { WaitingFor = null, WaitingSince = null };
        Set(step, s => s with { State = state, FinishedAt = context.CurrentUtcDateTime, Detail = detail });
    }

    public void Know(Func<RunStatus, RunStatus> change)
    {
        Status = change(Status);
        context.SetCustomStatus(Status);
    }

    /// <summary>An error, not a judgement: whatever was under way has failed.</summary>
    public void FailCurrent(string reason)
    {
        var current = Status.Steps.LastOrDefault(step => step.State is StepState.Running or StepState.Waiting);
        if (current is not null)
            End(current.Name, StepState.Failed, reason);
    }

    /// <param name="about">Tells two facts of one kind apart; null where a run has one.</param>
    public Task Record(
        string what, string by, string summary, Dictionary<string, string> inputs, object? facts = null, string? about = null)
    {
        var fact = new RecordFact(
            run.Id, about is null ? what : $"{what}-{about}", what, by, context.CurrentUtcDateTime, summary, inputs,
            facts is null ? null : JsonSerializer.SerializeToElement(facts, ContractsJson.Options));
        return context.CallActivityAsync(Steps.AppendRecord, fact, RetryPolicies.Stubborn);
    }

    public async Task<RunResult> Finish(RunEnd end)
    {
        Begin("recorded");
        var unrecorded = await RecordVerdict(end);
        var commit = await Commit(end);
        if (unrecorded is null)
            End("recorded", StepState.Done, commit);
        else
            End("recorded", StepState.Failed, $"the record could not be written: {unrecorded}");

        var rest = Status.Steps.Select(step => step.State == StepState.Pending ? step with { State = StepState.Skipped } : step);
        Know(status => status with
        {
            Steps = [.. rest],
            FinishedAt = context.CurrentUtcDateTime,
            Verdict = end.Verdict,
            Reason = end.Reason,
        });
        await context.CallActivityAsync(Steps.FinishRun, new FinishRequest(Status), RetryPolicies.Stubborn);
        return new(run.Id, end.Verdict, end.Reason, end.TrafficRestored);
    }

    /// <returns>Why it could not be recorded: the run must end, and its lane go on, even then.</returns>
    private async Task<string?> RecordVerdict(RunEnd end)
    {
        try
        {
            await Record(
                "verdict", "landfall", $"{end.Verdict}: {end.Reason}", new() { ["dataset"] = run.Dataset.Digest },
                end.Look is null ? null : new { last = end.Look });
            return null;
        }
        catch (Exception failure)
        {
            return failure.ToReason();
        }
    }

    /// <summary>Git says what should run. It changes with a promotion, and is made true again after a rollback.</summary>
    private async Task<string> Commit(RunEnd end)
    {
        // Where Git itself asked, it says something that did not come true: it is made true after every end.
        if (end.Verdict is not (Verdict.Promoted or Verdict.RolledBack) && run.Wanted is null)
            return "recorded";

        if (end.Verdict is not (Verdict.Promoted or Verdict.RolledBack) && Status.Champion is null)
            return "recorded";

        var version = end.Verdict == Verdict.Promoted ? Status.Version : Status.Champion;
        try
        {
            var committed = await context.CallActivityAsync<Committed>(
                Steps.CommitDesiredState, new DesiredState(run, version, end.Reason, end.Verdict), RetryPolicies.Short);
            return committed.Explanation;
        }
        catch (Exception failure)
        {
            // The verdict stands whether or not Git can be reached; the difference is shown and settled later.
            return $"recorded; Git could not be written: {failure.ToReason()}";
        }
    }

    private static IEnumerable<string> NamesOf(Run run) => Experiment.Is(run) ? Names.Except(OfDelivery) : Names;

    private void Set(string step, Func<StepStatus, StepStatus> change) => Know(status => status with
    {
        Steps = [.. status.Steps.Select(s => s.Name == step ? change(s) : s)],
    });
}
