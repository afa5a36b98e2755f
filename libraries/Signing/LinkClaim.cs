namespace Landfall.Signing;

/// <summary>What a link allows: one person, one decision, until a time.</summary>
/// <param name="Scope">The decision it is good for, e.g. the digest of the evidence.</param>
/// <param name="Nonce">Makes each link another; the approval log tells used ones.</param>
public sealed record LinkClaim(string ApprovalId, string Person, string Scope, DateTimeOffset ExpiresAt, string Nonce);
