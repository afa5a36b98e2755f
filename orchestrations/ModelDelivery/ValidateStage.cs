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

        if (result.Split is null)
        {
            var missing = $"the data was let through ({result.Verdict}) without a split to train on: {result.Reason}";
            log.End("validated", StepState.Failed, missing);
            return (null, new(Verdict.Failed, missing));
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

        using var over = new CancellationTokenSource();
        var expiry = context.CreateTimer(expiresAt, over.Token);
        while (true)
        {
            await Task.WhenAny(release.Arrival, interrupts.Arrival, expiry);
            if (interrupts.Take() is { } stopped)
            {
                over.Cancel();
                log.End("validated", StepState.Refused, stopped.Reason);
                return (null, stopped);
            }

            if (release.Take() is { } person)
            {
                if (person.DatasetDigest != run.Dataset.Digest)
                    continue;

                over.Cancel();
                log.Begin("validated", $"released by {person.By}");
                await log.Record(
                    "released", person.By, $"released from quarantine: {person.Reason}",
                    new() { ["dataset"] = person.DatasetDigest });
                return (person, null);
            }

            if (expiry.IsCompleted)
                break;
        }

        var reason = $"quarantined, and nobody released it within {plan.ExpiresAfter:g}: {result.Reason}";
        log.End("validated", StepState.Refused, reason);
        return (null, new(Verdict.Rejected, reason));
    }
}
