namespace Landfall.Orchestrations;

/// <summary>
/// Makes a rollback that a person wrote to the cluster true everywhere else: the version is sealed, the champion alias,
/// the record and Git follow, and last the note goes off the route. Traffic has moved already; nothing here moves it.
/// </summary>
public static class RollbackSettlement
{
    [Function(Orchestrators.RollbackSettlement)]
    public static async Task<string> Run([OrchestrationTrigger] TaskOrchestrationContext context, SettledRollback request)
    {
        var (route, rollback, run) = request;
        await context.CallActivityAsync(
            Steps.SealVersion, new SealRequest(rollback.From, run.Id, rollback.ToString()), RetryPolicies.Stubborn);
        var alias = await MoveAlias(context, rollback, run);
        await context.CallActivityAsync(Steps.AppendRecord, Fact(route, rollback, run), RetryPolicies.Stubborn);
        var git = await Commit(context, rollback, run);
        var retired = await Retire(context, rollback, run);
        await context.CallActivityAsync(Steps.ClearRollback, request, RetryPolicies.Stubborn);
        return $"{rollback.From} is sealed; {alias}; {git}; {retired}";
    }

    /// <summary>A champion that is another version by now stays: somebody has decided since.</summary>
    private static async Task<string> MoveAlias(TaskOrchestrationContext context, HandRollback rollback, Run run)
    {
        try
        {
            await context.CallActivityAsync(
                Steps.MoveAlias,
                new MoveAliasRequest("champion", rollback.To, rollback.From.Number, run.Id, rollback.ToString()),
                RetryPolicies.Short);
            return $"{rollback.To} is champion";
        }
        catch (TaskFailedException failure)
        {
            return failure.ToReason();
        }
    }

    private static async Task<string> Commit(TaskOrchestrationContext context, HandRollback rollback, Run run)
    {
        try
        {
            var state = new DesiredState(run, rollback.To, rollback.ToString(), Verdict.RolledBack);
            var committed = await context.CallActivityAsync<Committed>(
                Steps.CommitDesiredState, state, RetryPolicies.Short);
            return committed.Explanation;
        }
        catch (TaskFailedException failure)
        {
            // As after a run: the difference is shown and settled later.
            return $"Git could not be written: {failure.ToReason()}";
        }
    }

    private static async Task<string> Retire(TaskOrchestrationContext context, HandRollback rollback, Run run)
    {
        try
        {
            await context.CallActivityAsync(
                Steps.RetireVersion, new RetireRequest(run, rollback.From, rollback.ToString()), RetryPolicies.Short);
            return "its servers are gone";
        }
        catch (TaskFailedException failure)
        {
            // Servers without requests do no harm; the next rollout of the route tidies up.
            return $"its servers are still there: {failure.ToReason()}";
        }
    }

    private static RecordFact Fact(RouteRef route, HandRollback rollback, Run run) => new(
        run.Id, $"rollback-{rollback.Fence}", "rollback", rollback.By, rollback.At,
        $"{rollback.From} {rollback}. All traffic of route {route.Name} is with {rollback.To}",
        new Dictionary<string, string> { ["from"] = rollback.From.Digest, ["to"] = rollback.To.Digest });
}
