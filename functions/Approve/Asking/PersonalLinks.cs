using Landfall.Signing;

namespace Landfall.Functions.Approve.Asking;

/// <summary>Why a link does not open an approval.</summary>
/// <param name="Status">403, or 410 when its time is over.</param>
public sealed record LinkRefused(int Status, string Message);

/// <summary>Personal links: made when a message is sent, read when one is opened. None is kept or logged.</summary>
public sealed class PersonalLinks(LinkTokens tokens)
{
    private const string FormScope = "form:";

    public async Task<Uri> For(string publicUrl, ApprovalTicket ticket, string person, CancellationToken cancel)
    {
        var token = await tokens.Issue(ticket.Id, person, ticket.EvidenceDigest, ticket.ExpiresAt, cancel);
        return new($"{publicUrl.TrimEnd('/')}/api/approvals/{ticket.Id}?t={token}");
    }

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

    /// <summary>Proves that a form came from our page, opened with this very link.</summary>
    public ValueTask<string> FormToken(LinkClaim link, CancellationToken cancel) =>
        tokens.Issue(link.ApprovalId, link.Person, FormScope + link.Nonce, link.ExpiresAt, cancel);

    public async Task<bool> IsFormOf(string? formToken, LinkClaim link, CancellationToken cancel) =>
        (await tokens.Read(formToken, cancel)).Claim is { } form
        && (form.ApprovalId, form.Person, form.Scope) == (link.ApprovalId, link.Person, FormScope + link.Nonce);

    private static string Sentence(string message) => $"{char.ToUpperInvariant(message[0])}{message[1..]}.";
}
