using Landfall.Domain.Experiments;
using Landfall.Domain.Policies;
using Landfall.Domain.Signing;
using Landfall.Domain.Storage;
using Landfall.Functions.Rollout.Serving;
using Landfall.Kubernetes.Routes;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Rollout.Activities;

/// <summary>
/// Whether the alias of a model that is not served may be moved now: what holds before traffic is moved holds here too, and
/// the signature is verified, because no agent will.
/// </summary>
public sealed class AdmitAliasActivity(
    RunPlaces places, SignedVersions versions, LastMoment last, RouteHalts halts, ILogger<AdmitAliasActivity> logger)
{
    /// <exception cref="TerminalFailure">
    /// The version is unsigned, altered, not what the run was given, or not allowed by the policy.
    /// </exception>
    [Function(Steps.AdmitAlias)]
    public async Task<AliasAdmission> Run(
        [ActivityTrigger] AdmitAliasRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        var (run, candidate) = (request.Run, request.Candidate);
        Experiment.Forbid(run, "move an alias");
        await versions.Verify(candidate, ModelTrust.Of(await places.Policy(run, cancel), candidate.Model), cancel);
        var place = await places.Of(run, cancel);
        if (await halts.Of(new(place.Namespace, run.Pipeline), cancel) is { } halt)
            return new($"{candidate.Model} is {halt}");

        var passed = new List<PassedRule>();
        if (await last.Frozen(run, candidate, passed, cancel) is { } frozen)
            return new($"{candidate.Model} is {frozen}", frozen.Until);
        if (await last.Closed(run, candidate, passed, cancel) is { } opens)
        {
            var during = RaiseHours.Text(place.Pipeline.Rollout.During);
            return new($"{candidate.Model} waits until {opens.UtcDateTime:u}: its alias moves {during}", opens);
        }

        await last.Tell(run.Id, $"the alias goes to {candidate}", "alias", passed, client, cancel);
        Log.Admitted(logger, candidate.ToString(), run.Id);
        return new();
    }
}
