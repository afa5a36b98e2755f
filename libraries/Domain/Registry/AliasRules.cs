namespace Landfall.Domain.Registry;

/// <param name="Next">The entry to write; null when nothing is to be written.</param>
/// <param name="Refusal">Why the move is not made, and what to do; null when it is, or was.</param>
public sealed record AliasRuling(AliasEntry? Next, string? Refusal)
{
    public static AliasRuling Done { get; } = new(null, null);
}

/// <summary>May this alias move? Pure: the caller replaces exactly what it read, and asks again if someone was faster.</summary>
public static class AliasRules
{
    public static AliasRuling On(
        MoveAliasRequest request, IReadOnlyList<AliasEntry> history, SealEntry? seal, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(history);
        var last = history.Count == 0 ? null : history[^1];

        // A late repeat of a move that was made and since undone must not make it again.
        if (history.Any(entry => IsThis(request, entry)) || Points(last, request.To))
            return AliasRuling.Done;

        if (seal is not null)
            return Refuse($"{request.To} is sealed by run {seal.RunId} ({seal.Reason}): it may never be {request.Alias} again. "
                + "Train another version.");

        if (last?.To.Number != request.Expected)
            return Refuse($"{request.Alias} of {request.To.Model} {Where(last)}, not at {Number(request.Expected)} as run "
                + $"{request.RunId} expected. Run it again against what is there now.");

        return new(new((last?.Sequence ?? 0) + 1, request.To, last?.To.Number, request.RunId, request.Reason, now), null);
    }

    private static bool IsThis(MoveAliasRequest request, AliasEntry entry) =>
        entry.RunId == request.RunId && entry.From == request.Expected && Points(entry, request.To);

    private static bool Points(AliasEntry? entry, ModelVersionRef to) =>
        entry is not null && entry.To.Number == to.Number && entry.To.Digest == to.Digest;

    private static AliasRuling Refuse(string why) => new(null, why);

    private static string Where(AliasEntry? last) => last is null
        ? "points at no version"
        : $"points at v{last.To.Number} since {last.At:u}, moved by run {last.RunId} ({last.Reason})";

    private static string Number(int? number) => number is { } some ? $"v{some}" : "no version";
}
