namespace Landfall.Functions.Approve.Triggers;

internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    public static string? Of(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } value && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? value[Scheme.Length..].Trim()
            : null;
}
