using Landfall.Signing;

namespace Landfall.Functions.Approve.Asking;

/// <summary>Why a link does not open an approval.</summary>
/// <param name="Status">403, 410 when its time is over, or 401 when it takes a sign-in.</param>
public sealed record LinkRefused(int Status, string Message)
{
    /// <summary>The page that signing in leads to; null where signing in would not help.</summary>
    public string? SignInFor { get; init; }
}

/// <summary>Personal links: made when a message is sent, read when one is opened. None is kept or logged.</summary>
public sealed class PersonalLinks(LinkTokens tokens)
{
    private const string FormScope = "form:";

    public async Task<Uri> For(string publicUrl, ApprovalTicket ticket, string person, CancellationToken cancel)
    {
        var token = await tokens.Issue(ticket.Id, person, ticket.EvidenceDigest, ticket.ExpiresAt, cancel);
        return new($"{publicUrl.TrimEnd('/')}/api/approvals/{ticket.Id}?t={token}");
    }

    /// <summary>For those who sign in: it opens nothing by itself, so that a whole group may read it.</summary>
    public static Uri ForGroup(string publicUrl, ApprovalTicket ticket) =>
        new($"{publicUrl.TrimEnd('/')}/api/approvals/{ticket.Id}");

    /// <summary>Only the person, the approval and the evidence that the link was made for.</summary>
    public async Task<(LinkClaim? Claim, LinkRefused? Refused)> Open(
        string? token, string id, ApprovalQuestion? question, CancellationToken cancel)
    {
        var reading = await tokens.Read(token, cancel);
        if (reading.Claim is not { } claim)
        {
            var status = reading.Refusal == LinkRefusal.Expired ? StatusCodes.Status410Gone : StatusCodes.Status403Forbidden;
            return (null, new(status, Sentence(reading.Message)));
        }

        if (claim.ApprovalId != id || question is null)
            return (null, new(403, "The link was made for another approval. Open it again from the message, in full."));
        if (claim.Scope != question.Ticket.EvidenceDigest)
            return (null, new(403, "The link does not fit what is asked now. Use the one from the newest message."));
        return question.Ticket.Asked.Contains(claim.Person, StringComparer.OrdinalIgnoreCase)
            ? (claim, null)
            : (null, new(403, $"{claim.Person} was not asked."));
    }

    /// <summary>Proves that a form came from our page, opened with this very link or by this very person.</summary>
    public ValueTask<string> FormToken(Guest guest, ApprovalTicket ticket, CancellationToken cancel) =>
        tokens.Issue(ticket.Id, guest.Person, ScopeOf(guest), guest.Link?.ExpiresAt ?? ticket.ExpiresAt, cancel);

    public async Task<bool> IsFormOf(string? formToken, Guest guest, ApprovalTicket ticket, CancellationToken cancel) =>
        (await tokens.Read(formToken, cancel)).Claim is { } form
        && (form.ApprovalId, form.Person, form.Scope) == (ticket.Id, guest.Person, ScopeOf(guest));

    /// <summary>A nonce is hexadecimal, so that no link is ever called like a channel.</summary>
    private static string ScopeOf(Guest guest) => FormScope + (guest.Link?.Nonce ?? guest.Channel);

    private static string Sentence(string message) => $"{char.ToUpperInvariant(message[0])}{message[1..]}.";
}
