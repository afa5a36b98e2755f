using Microsoft.AspNetCore.Http;

namespace Landfall.Local.Gateway;

/// <summary>A RequestHeaderModifier: set, then add, then remove.</summary>
internal sealed record HeaderEdits(
    IReadOnlyList<KeyValuePair<string, string>> Set, IReadOnlyList<KeyValuePair<string, string>> Add,
    IReadOnlyList<string> Remove)
{
    public static HeaderEdits None { get; } = new([], [], []);

    public HeaderEdits Then(HeaderEdits next) =>
        new([.. Set, .. next.Set], [.. Add, .. next.Add], [.. Remove, .. next.Remove]);

    public void Apply(IHeaderDictionary headers)
    {
        foreach (var (name, value) in Set)
            headers[name] = value;
        foreach (var (name, value) in Add)
            headers.Append(name, value);
        foreach (var name in Remove)
            headers.Remove(name);
    }
}
