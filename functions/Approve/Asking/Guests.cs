using Landfall.Contracts.Documents;
using Landfall.Domain.Access;
using Landfall.Domain.Documents;
using Landfall.Hosting.Access;
using Landfall.Signing;

namespace Landfall.Functions.Approve.Asking;

/// <summary>Who stands before a question: one of those who were asked.</summary>
/// <param name="Channel">How they are known: <c>sign-in</c>, <c>link</c>, or <c>api</c> for a name that a program gave.</param>
/// <param name="Link">The personal link they came by; null for the others.</param>
public sealed record Guest(Caller Caller, string Channel, LinkClaim? Link = null)
{
    /// <summary>Their id among those who were asked.</summary>
    public string Person => Caller.Person ?? Caller.Name;
}

/// <summary>Knows who stands before a question: who signed in, where people do; else whose link it is.</summary>
public sealed class Guests(PersonalLinks links, Callers callers, CurrentAccess access, PinnedDocuments documents)
{
    /// <summary>Whether people sign in here, so that a link without a token leads somewhere.</summary>
    public bool PeopleSignIn => callers.PeopleSignIn;

    public bool IsSignedIn(HttpRequest request) => callers.SignedIn(request) is not null;

    /// <param name="token">Of a personal link; null or empty where none was given.</param>
    public async Task<(Guest? Guest, LinkRefused? Refused)> Of(
        HttpRequest request, string? token, string id, ApprovalQuestion? question, CancellationToken cancel)
    {
        if (callers.SignedIn(request) is { } signedIn)
            return await Signed(signedIn, question, cancel);
        if (callers.PeopleSignIn && string.IsNullOrEmpty(token))
        {
            return (null, new(StatusCodes.Status401Unauthorized, "Sign in to see this, or open it by the link that was sent to you.")
            { SignInFor = $"/api/approvals/{id}" });
        }

        return await ByLink(token, id, question, cancel);
    }

    /// <summary>By a personal link alone, whoever has signed in.</summary>
    public async Task<(Guest? Guest, LinkRefused? Refused)> ByLink(
        string? token, string id, ApprovalQuestion? question, CancellationToken cancel)
    {
        var (claim, refused) = await links.Open(token, id, question, cancel);
        return claim is null ? (null, refused) : (new(new(claim.Person, claim.Person, []), "link", claim), null);
    }

    /// <summary>A program that gives a name, with the function key.</summary>
    public async Task<(Guest? Guest, LinkRefused? Refused)> Claimed(
        HttpRequest request, string by, ApprovalQuestion question, CancellationToken cancel)
    {
        if (callers.SignedIn(request) is { } signedIn)
            return await Signed(signedIn, question, cancel);

        var reading = callers.Of(request, by, await Environment(question, cancel));
        return reading.Refused is { } no
            ? (null, new(no.Status, $"{no.Message} {no.Hint}"))
            : (new(new(by, by, []), "api"), null);
    }

    /// <summary>May the guest decide now? Withdrawing is never refused for this: it moves no traffic.</summary>
    /// <returns>Null when they may.</returns>
    public async Task<LinkRefused?> Refusal(
        Guest guest, ApprovalEntryKind kind, ApprovalQuestion question, CancellationToken cancel) =>
        kind != ApprovalEntryKind.Withdraw
        && AccessRules.Refusal(await Environment(question, cancel), guest.Caller, AccessAct.Decide, question.Request.Run.Pipeline) is { } no
            ? new(StatusCodes.Status403Forbidden, $"{no.Message} {no.Hint}")
            : null;

    private async Task<(Guest? Guest, LinkRefused? Refused)> Signed(
        SignIn signIn, ApprovalQuestion? question, CancellationToken cancel)
    {
        if (question is null)
            return (null, new(StatusCodes.Status403Forbidden, "There is nothing here to decide. Open it again from the message."));

        var caller = Caller.SignedIn(signIn, await Environment(question, cancel));
        return caller.Person is { } person && question.Ticket.Asked.Contains(person, StringComparer.OrdinalIgnoreCase)
            ? (new(caller, "sign-in"), null)
            : (null, new(StatusCodes.Status403Forbidden,
                $"{caller.Name} was not asked. Asked: {string.Join(", ", question.Ticket.Asked)}. Sign in as one of them."));
    }

    /// <summary>The environment of the run, as it is now: who was taken off the list decides nothing more.</summary>
    private async Task<EnvironmentSpec?> Environment(ApprovalQuestion question, CancellationToken cancel)
    {
        var pinned = await documents.Environment(question.Request.Run, cancel);
        return (await access.Of(pinned.Metadata.Name, cancel)).Environment ?? pinned.Spec;
    }
}
