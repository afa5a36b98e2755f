using Landfall.Domain.Access;
using Landfall.Domain.Documents;
using Landfall.Domain.Overrides;
using Landfall.Domain.Storage;
using Landfall.Hosting.Access;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Approve.Overrides;

/// <param name="By">The name that the caller gives; who signed in counts before it.</param>
/// <param name="Wish">With an ask.</param>
public sealed record OverrideAsking(OverrideAct Act, string? By, string? Reason, OverrideWish? Wish = null);

/// <summary>Why nothing was done.</summary>
/// <param name="Status">Of the HTTP answer.</param>
public sealed record OverrideRefusal(int Status, string Code, string Message);

/// <summary>A run that somebody speaks of, and who that is.</summary>
/// <param name="Caller">Null where nobody is named.</param>
internal sealed record OverrideCase(RunStatus Status, OverrideCircle Circle, Caller? Caller);

/// <summary>Takes asks, confirmations and withdrawals: into the log first, then everybody is told.</summary>
public sealed class OverrideDesk(
    OverrideLog log, IBlobStore blobs, PinnedDocuments documents, CurrentAccess access, Callers callers, OverrideNews news,
    TimeProvider time, ILogger<OverrideDesk> logger)
{
    public async Task<(OverrideReply? Reply, OverrideRefusal? Refused)> Act(
        HttpRequest request, string id, OverrideAsking asking, DurableTaskClient hub, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(asking);
        var (found, unknown) = await Find(request, asking.By, id, hub, cancel);
        if (found is null)
            return (null, unknown);
        if (found.Caller is not { } caller)
            return (null, new(StatusCodes.Status400BadRequest, "noName", "by must name the person who asks, confirms or withdraws."));
        if (found.Status.Verdict is { } verdict)
        {
            return (null, new(
                StatusCodes.Status409Conflict, "runOver",
                $"{id} has ended ({verdict}), so it passes no rule any more. Start it anew and name the new run: "
                + $"landfall rerun {id} --reason TEXT"));
        }

        var ground = GroundOf(found.Status);
        var before = OverrideBook.Of(id, await log.Entries(id, cancel), ground);
        if (OverridePeople.Refusal(asking.Act, caller, before, found.Circle) is { } forbidden)
            return (null, new(StatusCodes.Status403Forbidden, "mayNot", forbidden));

        var ruling = await log.Append(id, entries => Rule(asking, id, entries, caller.Person!, ground), cancel);
        if (ruling.Entry is not { } entry)
            return (null, new(StatusCodes.Status409Conflict, $"{ruling.Refused}", ruling.Explanation));

        Log.Overridden(logger, id, entry.Sequence, entry.Act, entry.By);
        var view = OverrideBook.Of(id, await log.Entries(id, cancel), ground);
        return (await news.Tell(found, entry, view, hub, cancel), null);
    }

    public async Task<(OverrideView? View, OverrideRefusal? Refused)> Show(
        HttpRequest request, string id, DurableTaskClient hub, CancellationToken cancel)
    {
        var (found, unknown) = await Find(request, null, id, hub, cancel);
        if (found is null)
            return (null, unknown);
        if (found.Caller is { } caller
            && AccessRules.Refusal(found.Circle.Environment, caller, AccessAct.View, found.Status.Run.Pipeline) is { } refused)
            return (null, new(StatusCodes.Status403Forbidden, "mayNot", $"{refused.Message} {refused.Hint}"));

        return (OverrideBook.Of(id, await log.Entries(id, cancel), GroundOf(found.Status)), null);
    }

    private OverrideGround GroundOf(RunStatus status) =>
        new(time.GetUtcNow(), status.Run.Documents.Policy, status.Version?.StatementDigest);

    private static OverrideRuling Rule(
        OverrideAsking asking, string run, IReadOnlyList<OverrideEntry> entries, string by, OverrideGround ground) =>
        asking.Act switch
        {
            OverrideAct.Ask => OverrideRules.Ask(run, entries, asking.Wish!, by, ground),
            OverrideAct.Confirm => OverrideRules.Confirm(run, entries, by, asking.Reason, ground),
            _ => OverrideRules.Withdraw(run, entries, by, asking.Reason, ground),
        };

    private async Task<(OverrideCase? Found, OverrideRefusal? Refused)> Find(
        HttpRequest request, string? by, string id, DurableTaskClient hub, CancellationToken cancel)
    {
        // Who has not signed in where people do learns nothing, not even whether there is such a run.
        if (callers.Of(request, by, null).Refused is { } stranger)
            return (null, Unknown(stranger));
        if (await KnownRuns.Find(blobs, hub, id, cancel) is not { } status)
            return (null, new(StatusCodes.Status404NotFound, "unknownRun", $"There is no run '{id}'. List the runs: landfall runs"));

        var circle = await Circle(status.Run, cancel);
        var reading = callers.Of(request, by, circle.Environment);
        return reading.Refused is { } no ? (null, Unknown(no)) : (new(status, circle, reading.Caller), null);
    }

    private async Task<OverrideCircle> Circle(Run run, CancellationToken cancel)
    {
        var pinned = await documents.Environment(run, cancel);
        var now = (await access.Of(pinned.Metadata.Name, cancel)).Environment;
        return new(await documents.Pipeline(run, cancel), (await documents.Policy(run, cancel)).Spec, now ?? pinned.Spec);
    }

    private static OverrideRefusal Unknown(NotKnown who) => new(who.Status, who.Code, $"{who.Message} {who.Hint}");
}
