namespace Landfall.Orchestrations;

/// <param name="Result">What was measured and which gates it passed.</param>
internal sealed record Evaluated(EvaluationResult Result, ModelVersionRef? Champion);

/// <summary>
/// Measures the candidate, and the champion on the same rows, with labels that no trainer has seen. An experiment ends here, always.
/// </summary>
internal static class EvaluateStage
{
    public static async Task<(Evaluated? Evaluation, RunEnd? Refused)> Run(
        Delivery delivery, JobPlan plan, Split split, JobOutput model)
    {
        var (context, run, log, _) = delivery;
        log.Begin("evaluated", $"{split.HoldoutRows:N0} rows held out");

        var (champion, documents) = await context.CallActivityAsync<Champion>(
            Steps.FindChampion, new FindChampionRequest(run.Pipeline), RetryPolicies.Short);
        log.Know(status => status with { Champion = champion });

        var (predictions, refused) = await Predict(delivery, plan, split, model, champion);
        if (refused is not null)
            return (null, refused);

        var result = await context.CallActivityAsync<EvaluationResult>(
            Steps.JudgeModel,
            new JudgeRequest(run, split, predictions!.Candidate, predictions.Champion, champion, model.Digest, documents),
            RetryPolicies.Long);

        log.Know(status => status with
        {
            Artifacts = (status.Artifacts ?? new RunArtifacts()) with { Evaluation = result.Report },
        });
        await log.Record(
            "evaluated", "evaluate", $"{result.Outcome}: {result.Headline}",
            Inputs(split, model, result),
            new { result.Metrics, result.Gates });

        if (Experiment.Is(run))
            return (null, Report(log, result));

        if (result.Outcome == EvaluationOutcome.Fail)
        {
            log.End("evaluated", StepState.Refused, result.Headline);
            return (null, new(Verdict.Rejected, result.Headline));
        }

        log.End("evaluated", StepState.Done, result.Headline);
        return (new(result, champion), null);
    }

    /// <summary>Whatever the gates said, here an experiment ends: nothing comes of it but its report.</summary>
    private static RunEnd Report(RunLog log, EvaluationResult result)
    {
        log.End("evaluated", result.Outcome == EvaluationOutcome.Fail ? StepState.Refused : StepState.Done, result.Headline);
        log.Know(status => status with { Outcome = result.Outcome });
        return new(Verdict.Evaluated, Experiment.Reason(result));
    }

    private static Dictionary<string, string> Inputs(Split split, JobOutput model, EvaluationResult result)
    {
        var inputs = new Dictionary<string, string>
        {
            ["candidate"] = model.Digest,
            ["holdout"] = split.HoldoutDigest,
            ["report"] = result.ReportDigest,
        };
        if (result.BaselineDigest is { } baseline)
            inputs["baseline"] = baseline;
        return inputs;
    }

    private sealed record Predictions(JobOutput Candidate, JobOutput? Champion);

    private static async Task<(Predictions? Made, RunEnd? Refused)> Predict(
        Delivery delivery, JobPlan plan, Split split, JobOutput model, ModelVersionRef? champion)
    {
        var unsigned = new ModelRef(delivery.Run.Pipeline, model.Digest, model.Manifest, ServerImage: "");
        var (candidate, refused) = await Predict(delivery, new(JobKind.Evaluate, "candidate", delivery.Run, split, plan, unsigned));
        if (refused is not null || champion is null)
            return (candidate is null ? null : new(candidate, null), refused);

        var signed = new ModelRef(champion.Model, champion.Digest, "", champion.ServerImage, champion.Number);
        (var old, refused) = await Predict(delivery, new(JobKind.Evaluate, "champion", delivery.Run, split, plan, signed));
        return (old is null ? null : new(candidate!, old), refused);
    }

    private static async Task<(JobOutput? Output, RunEnd? Refused)> Predict(Delivery delivery, JobRequest request)
    {
        var (job, stopped) = await JobStage.Run(delivery, request);
        if (stopped is not null)
        {
            delivery.Log.End("evaluated", StepState.Skipped, stopped.Reason);
            return (null, stopped);
        }

        if (job.Succeeded)
            return (job.Output, null);

        // A candidate that cannot answer for the holdout has been judged; anything else is an error of the ground.
        var verdict = job.Cause == JobCause.OwnFailure && request.Role == "candidate" ? Verdict.Rejected : Verdict.Failed;
        delivery.Log.End(
            "evaluated", verdict == Verdict.Rejected ? StepState.Refused : StepState.Failed, job.Message);
        return (null, new(verdict, $"the {request.Role} could not be evaluated ({job.Cause}): {job.Message}"));
    }
}
