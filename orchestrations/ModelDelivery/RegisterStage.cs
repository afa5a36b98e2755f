namespace Landfall.Orchestrations;

internal static class RegisterStage
{
    public static async Task<ModelVersionRef> Run(Delivery delivery, Split split, JobOutput model, Evaluated evaluation)
    {
        var (context, run, log, _) = delivery;
        log.Begin("registered");

        var version = await context.CallActivityAsync<ModelVersionRef>(
            Steps.RegisterVersion, new RegisterRequest(run, model, split, evaluation.Result), RetryPolicies.Short);

        log.Know(status => status with { Version = version });
        await log.Record(
            "registered", "register", $"{version} signed",
            new() { ["model"] = version.Digest, ["statement"] = version.StatementDigest, ["server"] = version.ServerImage });
        log.End("registered", StepState.Done, $"v{version.Number} signed");
        return version;
    }
}
