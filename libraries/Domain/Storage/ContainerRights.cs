namespace Landfall.Domain.Storage;

/// <summary>Which containers somebody may read, and which of them also write. Pure.</summary>
/// <remarks>
/// As text: <c>documents:r ledger:w landing:r</c>. The prefix of Landfall's own containers is left out; <c>landing</c> means all containers
/// that are not Landfall's own. What is not named is not open at all.
/// </remarks>
public sealed class ContainerRights
{
    private const string Landing = "landing";

    private readonly Dictionary<string, bool> writes;

    private ContainerRights(Dictionary<string, bool> writes) => this.writes = writes;

    /// <exception cref="ArgumentException">The text is not as said above.</exception>
    public static ContainerRights Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Right).ToDictionary(StringComparer.Ordinal));
    }

    /// <param name="write">Whether something is written or deleted; else it is read or listed.</param>
    public bool Allow(string container, bool write)
    {
        ArgumentNullException.ThrowIfNull(container);
        var name = container.StartsWith(Containers.Prefix, StringComparison.Ordinal) ? container[Containers.Prefix.Length..] : Landing;
        return writes.TryGetValue(name, out var mayWrite) && (mayWrite || !write);
    }

    public override string ToString() =>
        string.Join(' ', writes.OrderBy(right => right.Key, StringComparer.Ordinal).Select(right => $"{right.Key}:{(right.Value ? 'w' : 'r')}"));

    private static KeyValuePair<string, bool> Right(string text) => text.Split(':') switch
    {
        [{ Length: > 0 } name, "r"] => new(name, false),
        [{ Length: > 0 } name, "w"] => new(name, true),
        _ => throw new ArgumentException($"'{text}' is no right to a container; expected name:r or name:w."),
    };
}
