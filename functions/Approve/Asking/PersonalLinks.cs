using Landfall.Signing;

namespace Landfall.Functions.Approve.Asking;

/// <summary>Why a link does not open an approval.</summary>
/// <param name="Status">403, or 410 when its time is over.</param>
public sealed record LinkRefused(int Status, string Message);

/// <summary>Personal links: made when a message is sent, read when one is opened. None is kept or logged.</summary>
public sealed class PersonalLinks(LinkTokens tokens)
{
    private const string FormScope = "form:";

    public Uri For(string publicUrl, ApprovalTicket ticket, string person)
    {
        var token = tokens.Issue(ticket.Id, person, ticket.EvidenceDigest, ticket.ExpiresAt);
        return new($"{publicUrl.TrimEnd('/')}/api/approvals/{ticket.Id}?t={token}");
    }

    /// <summary>Only the person, the approval and the evidence that the link was made for.</summary>
    public (LinkClaim? Claim, LinkRefused? Refused) Open(string? token, string id, ApprovalQuestion? question)
    {
        var reading = tokens.Read(token);
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

    /// <summary>Proves that a form came from our page, opened with this very link.</summary>
    public string FormToken(LinkClaim link) =>
        tokens.Issue(link.ApprovalId, link.Person, FormScope + link.Nonce, link.ExpiresAt);

    public bool IsFormOf(string? formToken, LinkClaim link) =>
        tokens.Read(formToken).Claim is { } form
        && (form.ApprovalId, form.Person, form.Scope) == (link.ApprovalId, link.Person, FormScope + link.Nonce);

    private static string Sentence(string message) => $"{char.ToUpperInvariant(message[0])}{message[1..]}.";
}
