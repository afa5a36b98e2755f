using Landfall.Domain.Documents;
using Landfall.Domain.Notifications;
using Landfall.Domain.Storage;
using Landfall.Functions.Approve.Asking;

namespace Landfall.Functions.Approve.Activities;

/// <summary>Tells the owner of a pipeline how its champion is doing, each person once. Nothing is asked, so no link is sent.</summary>
public sealed class TellOwnerActivity(Asker asker, PinnedDocuments documents)
{
    /// <exception cref="TerminalFailure">The environment knows nobody who could be told.</exception>
    /// <exception cref="IOException">Nobody at all could be reached.</exception>
    [Function(Steps.TellOwner)]
    public async Task<ToldOwner> Run([ActivityTrigger] OwnerMessage message, CancellationToken cancel)
    {
        var pipeline = await documents.Pipeline(message.Run, cancel);
        var environment = (await documents.Environment(message.Run, cancel)).Spec;
        var about = $"{message.Run.Id}-{message.Key}";
        return new(await asker.Tell(
            about, Owners.Of(pipeline, environment), environment,
            (person, to) => new Notification(about, person, to, message.Subject, message.Text), cancel));
    }
}
