namespace Landfall.Orchestrations;

/// <summary>Is the data fit to train on? Quarantine is a state in which a run waits, with an end.</summary>
internal static class ValidateStage
{
    public static async Task<(ValidationResult? Data, RunEnd? Refused)> Run(Delivery delivery, QuarantinePlan plan)
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
            var (released, refused) = await Quarantine(delivery, plan, result);
            if (refused is not null)
                return (null, refused);
            result = await Validate(context, new ValidateRequest(run, released));
        }

        log.End(
            "validated", StepState.Done,
            $"{result.Rows:N0} rows, {result.Checks} checks" + (result.Notes > 0 ? $", {result.Notes} notes" : ""));
        return (result, null);
    }

    private static Task<ValidationResult> Validate(TaskOrchestrationContext context, ValidateRequest request) =>
        context.CallActivityAsync<ValidationResult>(Steps.ValidateDataset, request, RetryPolicies.Long);

    private static async Task<(QuarantineRelease? Released, RunEnd? Refused)> Quarantine(
        Delivery delivery, QuarantinePlan plan, ValidationResult result)
    {
        var (context, run, log, interrupts) = delivery;
        var release = new Inbox<QuarantineRelease>(context, Signals.Release);
        var expiresAt = context.CurrentUtcDateTime + plan.ExpiresAfter;
        log.Wait("validated", $"a release from quarantine until {expiresAt:u}: {result.Reason}");

        while (context.CurrentUtcDateTime < expiresAt)
        {
            var released = release.Within(expiresAt - context.CurrentUtcDateTime);
            var stopped = await interrupts.During(released, _ => Task.CompletedTask);
            if (stopped is not null)
            {
                log.End("validated", StepState.Refused, stopped.Reason);
                return (null, stopped);
            }

            if (await released is { } person && person.DatasetDigest == run.Dataset.Digest)
            {
                await log.Record(
                    "released", person.By, $"released from quarantine: {person.Reason}",
                    new() { ["dataset"] = person.DatasetDigest });
                return (person, null);
            }
        }

        var reason = $"quarantined, and nobody released it within {plan.ExpiresAfter:g}: {result.Reason}";
        log.End("validated", StepState.Refused, reason);
        return (null, new(Verdict.Rejected, reason));
    }
}
