using Landfall.Domain.Documents;
using Landfall.Domain.Overrides;
using Landfall.Domain.Policies;

namespace Landfall.Functions.Console.Runs;

/// <summary>
/// Looks at a wish to end a step early before it is passed on: the policy's shadow step and first weight hold for a hand too,
/// unless two people let the run pass them.
/// </summary>
public sealed class SteeringDesk(RunDirectory runs, PinnedDocuments documents, OverrideLog overrides, TimeProvider time)
{
    public const string Code = "policyHolds";

    /// <returns>Null when it may be passed on; what it passes by an override is owed to the record by then.</returns>
    public async Task<RunRefusal?> Refusal(RunAction action, Run run, DurableTaskClient client, CancellationToken cancel)
    {
        if (action is not (RunAction.Skip or RunAction.Promote) || await runs.Rollout(run.Id, client, cancel) is not { } rollout)
            return null;

        var (policy, now) = ((await documents.Policy(run, cancel)).Spec, time.GetUtcNow());
        var broken = SteeringRules.Broken(policy, Enum.Parse<RolloutControl>(action.ToString()), rollout, now);
        if (broken.Count == 0)
            return null;

        var statement = (await runs.Find(run.Id, client, cancel))?.Version?.StatementDigest;
        var live = await overrides.View(run, statement, now, cancel);
        if (broken.Where(ruling => ruling.PassedBy(live) is null).ToList() is { Count: > 0 } held)
            return Held(action, run, held);

        foreach (var passed in broken.Select(ruling => ruling.PassedBy(live)!))
        {
            var fact = OverrideFacts.Used(run.Id, passed, $"{live.Number}-{action.ToString().ToLowerInvariant()}", now);
            await OwedFacts.Owe(client, fact, cancel);
        }

        return null;
    }

    private static RunRefusal Held(RunAction action, Run run, IReadOnlyList<SteeringRuling> held) => new(
        StatusCodes.Status409Conflict, Code,
        $"{action} of {run.Id} does not go: {string.Join("; ", held.Select(ruling => ruling.Explanation))}.",
        "Let the step end by itself, or let two people override the policy: landfall override "
        + $"{run.Id} {string.Join(" ", held.Select(ruling => $"--rule {OverridableRules.Word(ruling.Rule)}"))} --reason TEXT");
}
