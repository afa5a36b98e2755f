using Landfall.Domain.Overrides;
using Landfall.Domain.Policies;
using Landfall.Domain.Signing;
using Landfall.Domain.Storage;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Rollout.Serving;

/// <summary>
/// The policy and the hours once more, before more people or jobs get a version: it may be days since they were asked. What two people
/// let a run pass holds nothing back, and is said.
/// </summary>
public sealed class LastMoment(
    RunPlaces places, SignedVersions versions, RunOverrides overrides, TimeProvider time, ILogger<LastMoment> logger)
{
    /// <param name="passed">Gets the rule that would hold it, where it was overridden.</param>
    /// <returns>Why nothing may move now; it is asked again later.</returns>
    /// <exception cref="TerminalFailure">The policy does not allow this at any time.</exception>
    public async Task<FreezeHit?> Frozen(Run run, ModelVersionRef candidate, List<PassedRule> passed, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(passed);
        var pipeline = (await places.Of(run, cancel)).Pipeline;
        var policy = await places.Policy(run, cancel);
        if (PolicyRules.Refusal(PolicyRules.Of(policy, pipeline)) is { } refusal)
            throw new TerminalFailure($"No traffic goes to {candidate}: {refusal}. Change the pipeline, then run again.");
        if (policy.Images.Count > 0 && !ImagePrefixes.Allow(policy.Images, candidate.ServerImage))
            throw new TerminalFailure(
                $"No traffic goes to {candidate}: the policy does not allow its server {candidate.ServerImage}; allowed are images under "
                + $"{string.Join(", ", policy.Images)}.");
        if (ModelTrust.Of(policy, candidate.Model) is { Keys: not null } trust)
            await versions.Verify(candidate, trust, cancel);

        if (FreezeCalendar.At(policy, time.GetUtcNow()) is not { } frozen)
            return null;
        if (frozen.PassedBy(await overrides.Passing(OverridableRule.Freeze, run, candidate.StatementDigest, cancel)) is not { } pass)
            return frozen;
        passed.Add(pass);
        return null;
    }

    /// <param name="passed">Gets the rule that would hold it, where it was overridden.</param>
    /// <returns>When the hours of the pipeline begin; null while it may move.</returns>
    public async Task<DateTimeOffset?> Closed(Run run, ModelVersionRef candidate, List<PassedRule> passed, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(passed);
        var during = (await places.Of(run, cancel)).Pipeline.Rollout.During;
        if (RaiseHours.OpensAt(during, time.GetUtcNow()) is not { } opens)
            return null;
        if (RaiseHours.PassedBy(during, await overrides.Passing(OverridableRule.Hours, run, candidate.StatementDigest, cancel)) is not { } pass)
            return opens;
        passed.Add(pass);
        return null;
    }

    /// <summary>First the record that a rule was passed, then the act.</summary>
    /// <param name="what">What is about to be done.</param>
    /// <param name="key">The same for a repeat of the same act: each rule is told once for it.</param>
    public async Task Tell(
        string run, string what, string key, IReadOnlyList<PassedRule> passed, DurableTaskClient client, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(passed);
        foreach (var rule in passed)
        {
            Log.Passed(logger, run, rule.Explanation);
            var said = rule with { Explanation = $"{what}: {rule.Explanation}" };
            await OwedFacts.Owe(client, OverrideFacts.Used(run, said, key, time.GetUtcNow()), cancel);
        }
    }
}
