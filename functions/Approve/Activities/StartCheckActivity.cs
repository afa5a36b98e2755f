using Landfall.Contracts.Documents;
using Landfall.Domain.Checks;
using Landfall.Domain.Documents;
using Landfall.Domain.Experiments;
using Landfall.Domain.Storage;
using Landfall.Functions.Approve.Checks;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Approve.Activities;

/// <summary>
/// Starts an outside check once. Asked again it finds that it was started. Where a process died between the call and the
/// note of it, the call is made again under the same id, after a minute.
/// </summary>
public sealed class StartCheckActivity(
    CheckLog log, CheckLinks links, PinnedDocuments documents, ICheckStart start, TimeProvider time,
    ILogger<StartCheckActivity> logger)
{
    /// <exception cref="TerminalFailure">The other side refuses it, or it is not set up.</exception>
    /// <exception cref="IOException">The other side was not reached, or another try is under way.</exception>
    [Function(Steps.StartCheck)]
    public async Task<StartedCheck> Run([ActivityTrigger] StartCheckRequest request, CancellationToken cancel)
    {
        Experiment.Forbid(request.Run, "ask for an outside check");
        var pipeline = await documents.Pipeline(request.Run, cancel);
        var check = pipeline.Spec.OutsideChecks.FirstOrDefault(one => one.Name == request.Check)
            ?? throw new TerminalFailure($"The pipeline that run {request.Run.Id} pins has no check '{request.Check}'. Apply it again.");
        var (id, now) = (Orchestrators.CheckId(request.Run.Id, check.Name), time.GetUtcNow());
        var ticket = await log.Ask(
            new(id, check.Name, request.Run.Id, request.Version, now, now + check.Timeout, CheckPlaces.Of(check)), cancel);
        if (await log.Started(id, cancel) is { } before)
            return before;
        if (await log.Answered(id, cancel) is not null)
            return new(ticket);     // it was given up meanwhile

        var started = new StartedCheck(ticket, await Try(check, request.Run, ticket, cancel));
        await log.MarkStarted(started, cancel);
        Log.CheckStarted(logger, id, ticket.Where);
        return started;
    }

    private async Task<Uri?> Try(CheckSpec check, Run run, CheckTicket ticket, CancellationToken cancel)
    {
        var environment = await documents.Environment(run, cancel);
        var callback = await links.For(environment.Spec.PublicUrl, ticket, cancel);
        var number = await log.BeginTry(ticket.Id, cancel);
        try
        {
            return await start.Start(check, new(CheckSubject.Of(run, ticket), callback), cancel);
        }
        catch (Exception failure) when (failure is TerminalFailure or IOException)
        {
            await log.EndTry(ticket.Id, number, cancel);
            throw;
        }
    }
}
