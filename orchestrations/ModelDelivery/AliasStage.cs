namespace Landfall.Orchestrations;

/// <summary>
/// A rollout that moves no traffic: whoever reads the alias, such as a nightly job, takes the new version from then on. While it
/// is halted, frozen or outside its hours it waits; a person or newer data may end the wait.
/// </summary>
internal static class AliasStage
{
    private const string Alias = "champion";

    public static async Task<RunEnd> Run(Delivery delivery, ApprovalCase change)
    {
        var (version, champion) = (change.Evidence.Version, change.Evidence.Champion);
        delivery.Log.Begin("rollout", champion is null ? "a first version" : $"the alias {Alias} names {champion}");
        var end = await Admitted(delivery, version) ?? await Move(delivery, version, champion);
        var state = end.Verdict switch
        {
            Verdict.Promoted => StepState.Done,
            Verdict.Failed => StepState.Failed,
            _ => StepState.Refused,
        };
        delivery.Log.End("rollout", state, end.Reason);
        return end;
    }

    /// <returns>Null when the alias may be moved now; what ended the wait otherwise.</returns>
    private static async Task<RunEnd?> Admitted(Delivery delivery, ModelVersionRef version)
    {
        var (context, run, log, interrupts) = delivery;
        DateTimeOffset since = context.CurrentUtcDateTime;
        while (true)
        {
            var admission = await context.CallActivityAsync<AliasAdmission>(
                Steps.AdmitAlias, new AdmitAliasRequest(run, version), RetryPolicies.Long);
            if (interrupts.Take() is { } stopped)
                return stopped;
            if (admission.Waits is not { } reason)
                return null;

            if (log.Status.WaitingFor != reason)
                log.Wait("rollout", reason);
            using var over = new CancellationTokenSource();
            var next = AliasWait.Next(since, admission.OpensAt, context.CurrentUtcDateTime);
            await Task.WhenAny(context.CreateTimer(next.UtcDateTime, over.Token), interrupts.Arrival);
            over.Cancel();
        }
    }

    /// <summary>First the record, then the act. What was written down and could not be done is taken back in the record too.</summary>
    private static async Task<RunEnd> Move(Delivery delivery, ModelVersionRef version, ModelVersionRef? champion)
    {
        var (context, run, log, _) = delivery;
        var reason = champion is null ? $"the first version of {version.Model}" : $"it takes the place of {champion}";
        log.Begin("rollout", $"moving the alias {Alias}");
        await log.Record(
            "traffic", "rollout", $"{version} goes to all who read the alias {Alias}: {reason}", Inputs(version, champion),
            new { step = "alias", weight = 100 }, "alias");
        try
        {
            await context.CallActivityAsync(
                Steps.MoveAlias, new MoveAliasRequest(Alias, version, champion?.Number, run.Id, reason), RetryPolicies.Short);
        }
        catch (TaskFailedException failure)
        {
            return await NotMoved(delivery, (version, champion), failure.ToReason());
        }

        log.Know(status => status with { Traffic = 100 });
        return new(Verdict.Promoted, $"the alias {Alias} names {version}: {reason}");
    }

    private static async Task<RunEnd> NotMoved(
        Delivery delivery, (ModelVersionRef Version, ModelVersionRef? Champion) expected, string why)
    {
        var now = (await delivery.Context.CallActivityAsync<Champion>(
            Steps.FindChampion, new FindChampionRequest(delivery.Run.Pipeline), RetryPolicies.Long)).Version;
        if (expected.Version.Is(now))
            return new(Verdict.Promoted, $"the alias {Alias} names {expected.Version}");

        var names = now is null ? "no version" : $"{now}";
        delivery.Log.Know(status => status with { Champion = now });       // what served when is told by it
        await delivery.Log.Record(
            "traffic", "rollout", $"the alias {Alias} names {names}: {why}", Inputs(expected.Version, now), about: "back");
        var isOvertaken = now is null ? expected.Champion is not null : !now.Is(expected.Champion);
        return new(
            isOvertaken ? Verdict.Superseded : Verdict.Failed,
            isOvertaken ? $"the alias {Alias} names {names} by now, which this version was not compared with" : why);
    }

    private static Dictionary<string, string> Inputs(ModelVersionRef version, ModelVersionRef? champion)
    {
        var inputs = new Dictionary<string, string> { ["candidate"] = version.Digest, ["statement"] = version.StatementDigest };
        if (champion is not null)
            inputs["champion"] = champion.Digest;
        return inputs;
    }
}
