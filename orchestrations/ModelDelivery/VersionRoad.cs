namespace Landfall.Orchestrations;

/// <summary>
/// The road of a version that is registered already and asked for again, such as by a revert in Git: nothing is trained
/// or measured anew, but people are asked and traffic moves step by step, as for any other.
/// </summary>
internal static class VersionRoad
{
    public static async Task<RunEnd> Run(Delivery delivery, RunPlan plan, WantedVersion wanted)
    {
        var (context, run, log, _) = delivery;
        await log.Record(
            "wanted", wanted.By, $"{wanted.By} asked for {wanted.Version}: {wanted.Reason}",
            new() { ["wanted"] = wanted.Version.Digest });
        foreach (var step in new[] { "validated", "trained", "evaluated" })
            log.End(step, StepState.Skipped, $"{wanted.Version} is registered already");

        // Known first: where the wish is refused, Git is made to say again what serves.
        var champion = (await context.CallActivityAsync<Champion>(
            Steps.FindChampion, new FindChampionRequest(run.Pipeline), RetryPolicies.Short)).Version;
        log.Know(status => status with { Champion = champion });
        log.Begin("registered");
        var found = await context.CallActivityAsync<FoundVersion>(
            Steps.FindVersion, new FindVersionRequest(run, wanted), RetryPolicies.Short);
        if (found is not { Version: { } version, Evidence: { } evidence })
        {
            log.End("registered", StepState.Refused, found.Refusal ?? "no such version");
            return new(Verdict.Rejected, found.Refusal ?? $"there is no {wanted.Version}");
        }

        log.Know(status => status with { Version = version });
        log.End("registered", StepState.Done, $"v{version.Number}, signed before");

        // Once more: a version whose check failed is registered too, and what is found out later counts.
        var (checks, refused) = await ChecksStage.Run(delivery, plan.Checks, version);
        if (refused is not null)
            return refused;

        var change = new ApprovalCase(
            new(version, champion, evidence, Data: null, plan.Rollout.Steps, ServedBefore: true),
            $"{wanted.By} asked for it: {wanted.Reason}", checks);
        refused = await ApproveStage.Run(delivery, plan.Approval, change);
        return refused ?? await RolloutStage.Run(delivery, plan.Rollout, plan.Approval, change);
    }
}
