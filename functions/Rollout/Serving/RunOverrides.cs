using Landfall.Contracts.Documents;
using Landfall.Domain.Overrides;
using Landfall.Domain.Policies;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Rollout.Serving;

/// <summary>
/// What two people let a run pass. Read anew each time a rule stands in its way, and only then: looks cost no storage, and one
/// that is over or taken back moves nothing more.
/// </summary>
public sealed class RunOverrides(OverrideLog log, TimeProvider time, ILogger<RunOverrides> logger)
{
    /// <param name="statement">Of the version that traffic would go to; null where the rule is about no version.</param>
    /// <returns>Null where it does not pass the rule, or that cannot be read: then the rule holds.</returns>
    public async Task<OverrideView?> Passing(OverridableRule rule, Run run, string? statement, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        try
        {
            var view = await log.View(run, statement, time.GetUtcNow(), cancel);
            return view.Passes(rule) ? view : null;
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            Log.OverrideUnread(logger, failure, run.Id);
            return null;
        }
    }

    /// <summary>When the run's weights may rise.</summary>
    /// <returns>When its next hours begin; null while weights may be raised.</returns>
    public async Task<DateTimeOffset?> OpensAt(Run run, DuringSpec? during, CancellationToken cancel) =>
        RaiseHours.OpensAt(during, time.GetUtcNow()) is { } opens && await Passing(OverridableRule.Hours, run, null, cancel) is null
            ? opens
            : null;
}
