using Landfall.Domain.Events;
using Landfall.Functions.Record.Events;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Record.Activities;

/// <summary>Tells one target. What is sent again has the same id.</summary>
public sealed class SendEventActivity(EventFacts facts, IEventPost post, ILogger<SendEventActivity> logger)
{
    [Function(Steps.SendEvent)]
    public async Task Run(
        [ActivityTrigger] SendEventRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        var (message, targets) = await facts.Of(request.Due, client, cancel);
        // Taken out of the environment meanwhile: it is told nothing more.
        if (message is null || targets.FirstOrDefault(one => one.Name == request.Target) is not { } target)
            return;

        try
        {
            await post.Post(target, message, cancel);
            Log.EventSent(logger, message.Id, target.Name);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            Log.EventNotSent(logger, message.Id, target.Name, failure.Message);
            throw;
        }
    }
}
