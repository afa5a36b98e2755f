using System.Text.Json;
using System.Text.Json.Serialization;
using Landfall.Contracts.Documents;
using Landfall.Domain.Access;

namespace Landfall.Hosting.Access;

/// <summary>
/// Reads <c>X-MS-CLIENT-PRINCIPAL</c>: base64 of JSON with the claims of an Entra sign-in
/// (https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities). Only the account name that the
/// tenant gave counts as the name: the claim <c>email</c> may be written by the account itself.
/// </summary>
public static class PrincipalHeader
{
    public const string Name = "X-MS-CLIENT-PRINCIPAL";

    /// <summary>In characters; hosts refuse longer headers anyway.</summary>
    private const int Longest = 32 * 1024;

    private const int LongestName = 200;
    private const string Entra = "aad";

    private static readonly string[] Names =
        ["preferred_username", "upn", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn"];

    private static readonly string[] Programs = ["azp", "appid"];

    private static readonly string[] RoleClaims = ["roles", "http://schemas.microsoft.com/ws/2008/06/identity/claims/role"];

    private static readonly Dictionary<string, AccessRole> Roles = new(StringComparer.Ordinal)
    {
        ["Landfall.Viewer"] = AccessRole.Viewer,
        ["Landfall.Operator"] = AccessRole.Operator,
        ["Landfall.Approver"] = AccessRole.Approver,
        ["Landfall.Admin"] = AccessRole.Admin,
    };

    /// <returns>Null for anything that is not an Entra sign-in with a name; nothing tells why.</returns>
    public static SignIn? Read(string? header)
    {
        if (header is null or { Length: 0 or > Longest })
            return null;

        var json = new byte[header.Length];
        if (!Convert.TryFromBase64String(header, json, out var length) || Parse(json.AsSpan(0, length)) is not { Type: Entra } principal)
            return null;

        var claims = principal.Claims ?? [];
        // Two different names are no name.
        var name = One(claims, Names) ?? (One(claims, Programs) is { } program ? $"app:{program}" : null);
        return name is null
            ? null
            : new(name, [.. Values(claims, RoleClaims).Where(Roles.ContainsKey).Select(role => Roles[role]).Distinct()]);
    }

    private static string? One(IReadOnlyList<PrincipalClaim> claims, string[] types) =>
        Values(claims, types).Distinct(StringComparer.OrdinalIgnoreCase).ToList() is [{ Length: > 0 and <= LongestName } only]
            && !only.Any(char.IsControl) ? only : null;

    private static IEnumerable<string> Values(IReadOnlyList<PrincipalClaim> claims, string[] types) =>
        claims.Where(claim => claim?.Value is not null && types.Contains(claim.Type)).Select(claim => claim.Value!);

    private static Principal? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, PrincipalJson.Default.Principal);
        }
        catch (JsonException)
        {
            // Whoever sent it is told that it cannot be read, and nothing of what stood in it.
            return null;
        }
    }
}

internal sealed record Principal(
    [property: JsonPropertyName("auth_typ")] string? Type, [property: JsonPropertyName("claims")] IReadOnlyList<PrincipalClaim>? Claims);

internal sealed record PrincipalClaim(
    [property: JsonPropertyName("typ")] string? Type, [property: JsonPropertyName("val")] string? Value);

[JsonSerializable(typeof(Principal))]
internal sealed partial class PrincipalJson : JsonSerializerContext;
