using Landfall.Contracts.Documents;
using Landfall.Domain.Access;
using Microsoft.AspNetCore.Http;

namespace Landfall.Hosting.Access;

/// <summary>What a request proves about who sent it.</summary>
/// <param name="Caller">Null when nobody can be named.</param>
/// <param name="Proven">Whether it is more than a name that somebody gave.</param>
/// <param name="Refused">Why nothing is done for this request, whatever it asks.</param>
public sealed record CallerReading(Caller? Caller, bool Proven, NotKnown? Refused = null);

/// <summary>A caller who cannot be known.</summary>
/// <param name="Status">401 when what was sent cannot be read, 403 when nothing was.</param>
public sealed record NotKnown(int Status, string Code, string Message, string Hint);

/// <summary>
/// Knows callers: by Easy Auth where it is set, and by nothing else there; elsewhere by the name they give, which is a claim.
/// </summary>
public sealed class Callers(AccessOptions options)
{
    private static readonly NotKnown Unreadable = new(
        401, "badSignIn", "The sign-in cannot be read.", "Sign in again with an account of this organisation.");

    private static readonly NotKnown NotSignedIn = new(
        403, "notSignedIn", "Nobody is signed in, and a name that is merely given does not count here.",
        "Sign in: in the browser at /.auth/login/aad, on the command line with LANDFALL_TOKEN, an Entra token for this app.");

    private static readonly NotKnown Claims = new(
        403, "claimedName", "The environment says who may do what, and this app has no way to know who asks.",
        "Put Easy Auth before it and set Access__EasyAuth=true; where all who hold the key are trusted, set Access__ClaimedNames=true.");

    /// <summary>Whether people sign in before they come here.</summary>
    public bool PeopleSignIn => options.EasyAuth;

    /// <summary>Who signed in, by Easy Auth's word.</summary>
    /// <returns>Null where nobody signed in, or Easy Auth is not set.</returns>
    public SignIn? SignedIn(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return options.EasyAuth && request.Headers.ContainsKey(PrincipalHeader.Name)
            ? PrincipalHeader.Read(request.Headers[PrincipalHeader.Name].ToString()) : null;
    }

    /// <param name="claimed">The name that the caller gives; null where none is given.</param>
    /// <param name="environment">Whose people and access hold; null where none is applied.</param>
    public CallerReading Of(HttpRequest request, string? claimed, EnvironmentSpec? environment)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (options.EasyAuth)
        {
            return SignedIn(request) is { } signedIn ? new(Caller.SignedIn(signedIn, environment), Proven: true)
                : new(null, Proven: false, request.Headers.ContainsKey(PrincipalHeader.Name) ? Unreadable : NotSignedIn);
        }

        return environment?.Access is not null && !options.ClaimedNames
            ? new(null, Proven: false, Claims)
            : new(string.IsNullOrWhiteSpace(claimed) ? null : Caller.Claimed(claimed, environment), Proven: false);
    }
}
