using Microsoft.AspNetCore.Http;

namespace Landfall.Local.Gateway;

/// <summary>One match of a rule: all its parts must fit.</summary>
/// <param name="Path">For a prefix without the slash at its end; "" fits every path.</param>
/// <param name="Method">Null fits every method.</param>
internal sealed record RouteMatch(
    bool IsExact, string Path, string? Method, IReadOnlyList<KeyValuePair<string, string>> Headers,
    IReadOnlyList<KeyValuePair<string, string>> Query)
{
    public bool Fits(HttpRequest request) =>
        FitsPath(request.Path.Value ?? "/")
        && (Method is null || Method == request.Method)
        && Headers.All(header => request.Headers[header.Key] == header.Value)
        && Query.All(query => request.Query[query.Key] == query.Value);

    public string Describe()
    {
        var path = IsExact ? $"exactly {Path}" : Path.Length == 0 ? "every path" : $"{Path}/**";
        return string.Join(", ", [
            path, .. Headers.Select(header => $"{header.Key}: {header.Value}"),
            .. Query.Select(query => $"?{query.Key}={query.Value}"), .. Method is null ? [] : new[] { Method }]);
    }

    private bool FitsPath(string path) => IsExact
        ? path == Path
        // Whole segments: "/a" fits "/a" and "/a/b", not "/ab".
        : path.StartsWith(Path, StringComparison.Ordinal) && (path.Length == Path.Length || path[Path.Length] == '/');
}
