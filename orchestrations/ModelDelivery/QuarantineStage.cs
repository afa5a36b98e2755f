using Landfall.Contracts.Documents;

namespace Landfall.Orchestrations;

/// <summary>
/// A state in which a run waits for a person, with an end: released, refused, interrupted, or expired. Where the pipeline
/// says <c>ask</c>, its approvers are told at once; the wait is the same.
/// </summary>
internal static class QuarantineStage
{
    public static async Task<(QuarantineRelease? Released, RunEnd? Refused)> Run(
        Delivery delivery, RunPlan plan, ValidationResult result)
    {
        var (context, run, log, _) = delivery;
        var expiresAt = context.CurrentUtcDateTime + plan.Quarantine.ExpiresAfter;
        var waitsFor = plan.Quarantine.OnFailure == OnDoubt.Ask
            ? await Ask(delivery, plan.Approval, result, expiresAt)
            : "a release from quarantine";
        log.Wait("validated", $"{waitsFor} until {expiresAt:u}: {result.Reason}");

        var (released, refused) = await Wait(delivery, expiresAt);
        if (released is not null)
        {
            log.Begin("validated", $"released by {released.By}");
            var without = released.LeaveOut is { Count: > 0 } names ? $" without {string.Join(", ", names)}" : "";
            await log.Record(
                "released", released.By, $"released from quarantine{without}: {released.Reason}",
                new() { ["dataset"] = released.DatasetDigest });
            return (released, null);
        }

        refused ??= new(
            Verdict.Rejected,
            $"quarantined, and nobody released it within {DurationText.Format(plan.Quarantine.ExpiresAfter)}: "
            + result.Reason);
        log.End("validated", StepState.Refused, refused.Reason);
        return (null, refused);
    }

    /// <returns>Whom the run waits for, in words.</returns>
    private static async Task<string> Ask(
        Delivery delivery, ApprovalPlan plan, ValidationResult result, DateTimeOffset expiresAt)
    {
        var (context, run, log, _) = delivery;
        string asked;
        try
        {
            var people = await context.CallActivityAsync<AskedRelease>(
                Steps.AskRelease, new AskReleaseRequest(run, result.Reason, plan, expiresAt), RetryPolicies.Short);
            asked = $"{string.Join(", ", people.People)} to release or refuse the data";
        }
        catch (TaskFailedException failure)
        {
            // Whoever looks at the run can still decide: a message that cannot be sent is no judgement of the data.
            asked = $"a release from quarantine; nobody could be asked ({failure.ToReason()})";
        }

        await log.Record(
            "asked-release", "validate", $"waits for {asked}", new() { ["dataset"] = run.Dataset.Digest });
        return asked;
    }

    /// <returns>Neither when the time is over.</returns>
    private static async Task<(QuarantineRelease? Released, RunEnd? Refused)> Wait(
        Delivery delivery, DateTimeOffset expiresAt)
    {
        var (context, run, _, interrupts) = delivery;
        var release = new Inbox<QuarantineRelease>(context, Signals.Release);
        var refuse = new Inbox<QuarantineRefusal>(context, Signals.Refuse);
        using var over = new CancellationTokenSource();
        var expiry = context.CreateTimer(expiresAt.UtcDateTime, over.Token);
        while (true)
        {
            await Task.WhenAny(release.Arrival, refuse.Arrival, interrupts.Arrival, expiry);
            var answer = (Stopped: interrupts.Take(), Yes: release.Take(), No: refuse.Take());
            if (answer.Stopped is null && (answer.Yes ?? (object?)answer.No) is null)
                return (null, null);    // only the timer is left

            // An answer about other data than this is none.
            var yes = answer.Yes?.DatasetDigest == run.Dataset.Digest ? answer.Yes : null;
            var no = answer.No?.DatasetDigest == run.Dataset.Digest ? answer.No : null;
            if ((answer.Stopped ?? Refusal(no)) is { } refused)
            {
                over.Cancel();
                return (null, refused);
            }

            if (yes is not null)
            {
                over.Cancel();
                return (yes, null);
            }
        }
    }

    private static RunEnd? Refusal(QuarantineRefusal? person) => person is null
        ? null
        : new(Verdict.Rejected, $"{person.By} refused the data: {person.Reason}");
}
