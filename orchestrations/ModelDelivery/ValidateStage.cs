namespace Landfall.Orchestrations;

/// <summary>Is the data fit to train on? Quarantine is a state in which a run waits, with an end.</summary>
internal static class ValidateStage
{
    public static async Task<(ValidationResult? Data, RunEnd? Refused)> Run(Delivery delivery, RunPlan plan)
    {
        var (context, run, log, _) = delivery;
        log.Begin("validated");

        var result = await Validate(context, new ValidateRequest(run));
        log.Know(status => status with
        {
            Artifacts = new RunArtifacts(result.Report, result.ReportPage),
        });
        await log.Record(
            "validated", "validate", $"{result.Verdict}: {result.Reason}",
            new() { ["dataset"] = run.Dataset.Digest }, new { result.Rows, result.Checks, result.Notes });

        if (result.Verdict == DataVerdict.Quarantine)
        {
            // Where nothing waits, only data that nothing can be trained on is still held back. An experiment waits for nobody.
            if (plan.Quarantine.OnFailure == OnDoubt.Warn || Experiment.Is(run))
                return (null, Unfit(log, $"the data cannot be trained on: {result.Reason}"));

            var (released, refused) = await QuarantineStage.Run(delivery, plan, result);
            if (refused is not null)
                return (null, refused);

            result = await Validate(context, new ValidateRequest(run, released));
            if (result.Verdict == DataVerdict.Quarantine)
                return (null, Unfit(log, $"released by {released!.By}, but the data cannot be trained on: {result.Reason}"));
        }

        if (result.Split is null)
        {
            var missing = $"the data was let through ({result.Verdict}) without a split to train on: {result.Reason}";
            log.End("validated", StepState.Failed, missing);
            return (null, new(Verdict.Failed, missing));
        }

        log.End(
            "validated", StepState.Done,
            $"{result.Rows:N0} rows, {result.Checks} checks"
            + result.Notes switch { 0 => "", 1 => ", 1 note", _ => $", {result.Notes} notes" });
        return (result, null);
    }

    private static Task<ValidationResult> Validate(TaskOrchestrationContext context, ValidateRequest request) =>
        context.CallActivityAsync<ValidationResult>(Steps.ValidateDataset, request, RetryPolicies.Long);

    private static RunEnd Unfit(RunLog log, string reason)
    {
        log.End("validated", StepState.Refused, reason);
        return new(Verdict.Rejected, reason);
    }
}
