namespace Landfall.Orchestrations;

/// <summary>
/// Shows the version in another registry, where the environment asks for it. It is registered already: what fails here is
/// written down, and ends nothing.
/// </summary>
internal static class MirrorStage
{
    public static async Task Run(Delivery delivery, ModelVersionRef version)
    {
        var (context, run, log, _) = delivery;
        log.Begin("registered", $"v{version.Number} signed, now shown elsewhere");
        try
        {
            var mirrored = await context.CallActivityAsync<MirroredVersion>(
                Steps.MirrorVersion, new MirrorRequest(run, version), RetryPolicies.Short);
            await log.Record(
                "mirrored", "register", $"{version} is shown in the {mirrored.Place}",
                new() { ["model"] = version.Digest, ["statement"] = version.StatementDigest }, new { mirrored.Id });
            log.End("registered", StepState.Done, $"v{version.Number} signed, shown in the {mirrored.Place}");
        }
        catch (TaskFailedException failure)
        {
            var reason = failure.ToReason();
            await log.Record(
                "mirror-failed", "register", $"{version} is registered and signed, and not shown elsewhere: {reason}",
                new() { ["model"] = version.Digest, ["statement"] = version.StatementDigest });
            log.End("registered", StepState.Done, $"v{version.Number} signed; not shown elsewhere: {reason}");
        }
    }
}
