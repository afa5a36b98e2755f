using Landfall.Functions.Approve.Checks;

namespace Landfall.Functions.Approve.Activities;

/// <summary>Ends a check that gave no answer. Where an answer was faster, that one counts; a later one is refused.</summary>
public sealed class CloseCheckActivity(CheckLog log, TimeProvider time)
{
    [Function(Steps.CloseCheck)]
    public Task<CheckAnswer> Run([ActivityTrigger] CloseCheckRequest request, CancellationToken cancel) =>
        log.Answer(new(request.Id, CheckConclusion.Unknown, request.Reason, null, time.GetUtcNow()), cancel);
}
