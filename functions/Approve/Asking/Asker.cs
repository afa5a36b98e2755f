using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Notifications;
using Landfall.Hosting.Access;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Approve.Asking;

/// <summary>Sends each person who is asked a link of their own. The link is made here and leaves only in the message.</summary>
public sealed class Asker(
    ApprovalLog log, PersonalLinks links, PinnedDocuments documents, IChannels channels, Callers callers, ILogger<Asker> logger)
{
    /// <summary>The number under which those above are asked.</summary>
    public const int Escalation = 10_000;

    /// <param name="reminder">0 for the question itself, then 1, 2 …</param>
    /// <exception cref="IOException">Nobody at all could be reached.</exception>
    public async Task Send(ApprovalQuestion question, int reminder, IEnumerable<string> people, CancellationToken cancel)
    {
        var environment = (await documents.Environment(question.Request.Run, cancel)).Spec;
        var (asked, unreached) = (0, new List<Undelivered>());
        foreach (var person in people)
        {
            asked++;
            if (await log.WasSent(question.Ticket.Id, person, reminder, cancel))
                continue;

            var failures = await Reach(question, reminder, person, environment, cancel);
            if (failures is null)
                continue;
            unreached.Add(new(person, string.Join("; ", failures)));
            await log.MarkUndelivered(question.Ticket.Id, unreached[^1], cancel);
        }

        if (unreached.Count == 0)
            return;
        // A reminder that reaches nobody is no end of the question: there was a message before it.
        if (reminder == 0 && unreached.Count == asked)
            throw new IOException($"Nobody could be reached about {question.Ticket.Id}: {string.Join(", ", unreached)}. Look at the channels of the environment.");
        await TellThoseAbove(question, unreached, environment, cancel);
    }

    /// <summary>Each person once per run, however often the step is repeated.</summary>
    public async Task SendAboutData(
        AskReleaseRequest request, IEnumerable<string> people, EnvironmentSpec environment, CancellationToken cancel)
    {
        var about = $"{request.Run.Id}-data";
        foreach (var person in people)
        {
            var message = DataMessages.Ask(request, person, environment.People[person].Email);
            if (await Once(about, person, message, environment, cancel) is { } failures)
                throw new IOException($"{person} could not be reached about {about}: {string.Join("; ", failures)}.");
        }
    }

    /// <summary>Each person once; one who cannot be reached keeps no other from being told.</summary>
    /// <param name="message">From a person and a mail address.</param>
    /// <returns>Who was told, now or before.</returns>
    /// <exception cref="IOException">Nobody at all could be reached.</exception>
    public async Task<IReadOnlyList<string>> Tell(
        string about, IEnumerable<string> people, EnvironmentSpec environment, Func<string, string, Notification> message,
        CancellationToken cancel)
    {
        var (told, failures) = (new List<string>(), new List<string>());
        foreach (var person in people)
        {
            if (await Once(about, person, message(person, environment.People[person].Email), environment, cancel) is { } why)
                failures.Add($"{person} ({string.Join("; ", why)})");
            else
                told.Add(person);
        }

        return told.Count > 0
            ? told
            : throw new IOException(
                $"Nobody could be reached about {about}: {string.Join(", ", failures)}. Look at the channels of the environment.");
    }

    /// <summary>One message to one person, however often the step is repeated.</summary>
    /// <returns>Null when the person has it, now or from before, else why not.</returns>
    private async Task<IReadOnlyList<string>?> Once(
        string about, string person, Notification message, EnvironmentSpec environment, CancellationToken cancel)
    {
        if (await log.WasSent(about, person, 0, cancel))
            return null;

        var (delivered, failures) = await Deliver(message, person, environment, cancel);
        if (!delivered)
            return failures;

        await log.MarkSent(about, person, 0, cancel);
        Log.Told(logger, about, person);
        return null;
    }

    /// <returns>Null when the person was reached, else why not.</returns>
    private async Task<IReadOnlyList<string>?> Reach(
        ApprovalQuestion question, int reminder, string person, EnvironmentSpec environment, CancellationToken cancel)
    {
        var link = await links.For(environment.PublicUrl, question.Ticket, person, cancel);
        var message = ApprovalMessages.Of(question, reminder, reminder == Escalation, person, environment.People[person].Email, link);
        var forGroup = callers.PeopleSignIn ? PersonalLinks.ForGroup(environment.PublicUrl, question.Ticket) : null;
        var (delivered, failures) = await Deliver(message, person, environment, cancel, forGroup);
        if (!delivered)
            return failures;

        await log.MarkSent(question.Ticket.Id, person, reminder, cancel);
        Log.Asked(logger, question.Ticket.Id, person, reminder);
        return null;
    }

    /// <summary>By every channel of the person; one that fails keeps no other from being used.</summary>
    /// <param name="forGroup">A link that asks for sign-in; null where nobody signs in.</param>
    private async Task<(bool Delivered, IReadOnlyList<string> Failures)> Deliver(
        Notification message, string person, EnvironmentSpec environment, CancellationToken cancel, Uri? forGroup = null)
    {
        var (delivered, failures) = (false, new List<string>());
        foreach (var channel in channels.To(environment, person))
        {
            try
            {
                // What a group reads carries no link that decides for one of them.
                await channel.Notifier.Send(channel.IsPersonal ? message : ApprovalMessages.ForGroup(message, forGroup), cancel);
                delivered = true;
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                failures.Add(channel.Name.Length == 0 ? failure.Message : $"{channel.Name}: {failure.Message}");
                Log.Undelivered(logger, message.About, person, channel.Name, failure);
            }
        }

        return (delivered, failures);
    }

    /// <summary>Somebody who cannot be reached is a gap in who decides: those above are told, once for each.</summary>
    private async Task TellThoseAbove(
        ApprovalQuestion question, List<Undelivered> unreached, EnvironmentSpec environment, CancellationToken cancel)
    {
        var above = (question.Request.Plan.EscalateTo ?? [])
            .SelectMany(group => environment.Groups.GetValueOrDefault(group) ?? []).Where(environment.People.ContainsKey).Distinct();
        foreach (var person in above)
        {
            var about = $"{question.Ticket.Id}-unreached-{string.Join("-", unreached.Select(one => one.Person))}";
            var message = ApprovalMessages.Unreached(question, unreached.Select(one => one.Person), person, environment.People[person].Email);
            await Once(about, person, message, environment, cancel);
        }
    }
}

/// <summary>Somebody who could not be reached, and why.</summary>
public sealed record Undelivered(string Person, string Why)
{
    public override string ToString() => $"{Person} ({Why})";
}
