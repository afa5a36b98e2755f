using Landfall.Functions.Approve.Asking;
using Landfall.Signing;

namespace Landfall.Functions.Approve.Checks;

/// <summary>
/// Where an outside check answers: an address sealed for this check of this run, for this very version, until its time is
/// over. Made when the check is started; none is kept or logged.
/// </summary>
public sealed class CheckLinks([FromKeyedServices(CheckLinks.Purpose)] LinkTokens tokens)
{
    /// <summary>Stands in every seal, so that no personal link answers for a check and no check decides for a person.</summary>
    public const string Purpose = "checks";

    public async Task<Uri> For(string publicUrl, CheckTicket ticket, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(publicUrl);
        ArgumentNullException.ThrowIfNull(ticket);
        var token = await tokens.Issue(ticket.Id, ticket.Check, ticket.Scope, ticket.ExpiresAt, cancel);
        return new($"{publicUrl.TrimEnd('/')}/api/checks/{ticket.Id}/result?t={token}");
    }

    /// <summary>What a token is good for; nothing is looked up for one that we did not make.</summary>
    public async Task<(LinkClaim? Claim, LinkRefused? Refused)> Open(string? token, string id, CancellationToken cancel)
    {
        var reading = await tokens.Read(token, cancel);
        if (reading.Claim is { } claim)
            return claim.ApprovalId == id ? (claim, null) : (null, NotThis);
        return reading.Refusal == LinkRefusal.Expired
            ? (null, new(StatusCodes.Status410Gone, "The time of this check is over: its run goes on without this answer."))
            : (null, new(
                StatusCodes.Status403Forbidden, "The address is not one that Landfall gave. Send the answer to the callback of this check, whole."));
    }

    /// <returns>Null when the token was made for exactly what is asked.</returns>
    public static LinkRefused? Refusal(LinkClaim claim, CheckTicket? ticket)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return ticket is not null && (claim.Person, claim.Scope) == (ticket.Check, ticket.Scope) ? null : NotThis;
    }

    private static LinkRefused NotThis =>
        new(StatusCodes.Status403Forbidden, "The address was made for another check or another version. Use the callback of this one.");
}
