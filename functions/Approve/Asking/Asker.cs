using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Notifications;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Approve.Asking;

/// <summary>Sends each person who is asked a link of their own. The link is made here and leaves only in the message.</summary>
public sealed class Asker(
    ApprovalLog log, PersonalLinks links, PinnedDocuments documents, INotifier notifier, ILogger<Asker> logger)
{
    /// <param name="reminder">0 for the question itself, then 1, 2 …</param>
    public async Task Send(ApprovalQuestion question, int reminder, IEnumerable<string> people, CancellationToken cancel)
    {
        var environment = (await documents.Environment(question.Request.Run, cancel)).Spec;
        var id = question.Ticket.Id;
        foreach (var person in people)
        {
            if (await log.WasSent(id, person, reminder, cancel))
                continue;

            var link = await links.For(environment.PublicUrl, question.Ticket, person, cancel);
            var to = environment.People[person].Email;
            await notifier.Send(
                reminder == 0
                    ? ApprovalMessages.Ask(question, person, to, link)
                    : ApprovalMessages.Remind(question, person, to, link, reminder),
                cancel);
            await log.MarkSent(id, person, reminder, cancel);
            Log.Asked(logger, id, person, reminder);
        }
    }

    /// <summary>Each person once per run, however often the step is repeated.</summary>
    public async Task SendAboutData(
        AskReleaseRequest request, IEnumerable<string> people, EnvironmentSpec environment, CancellationToken cancel)
    {
        var about = $"{request.Run.Id}-data";
        foreach (var person in people)
        {
            if (await log.WasSent(about, person, 0, cancel))
                continue;

            await notifier.Send(DataMessages.Ask(request, person, environment.People[person].Email), cancel);
            await log.MarkSent(about, person, 0, cancel);
            Log.Asked(logger, about, person, 0);
        }
    }
}
