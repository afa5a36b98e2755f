using System.IO.Enumeration;
using Landfall.Contracts.Documents;
using Landfall.Domain.Storage;

namespace Landfall.Domain.Landing;

/// <param name="Name">The folder, or the blob where each blob is a dataset.</param>
/// <param name="Sign">What closed it: the marker or manifest; null for quiet periods and single blobs.</param>
public sealed record ClosedDataset(string Name, IReadOnlyList<BlobFound> Files, BlobFound? Sign);

/// <param name="LookAgainAt">When a quiet period would be over, if one runs.</param>
/// <param name="Notes">What was seen and not taken, for people.</param>
public sealed record Completion(
    IReadOnlyList<ClosedDataset> Closed, DateTimeOffset? LookAgainAt, IReadOnlyList<string> Notes)
{
    /// <summary>
    /// Which folders below the prefix are complete. Pure: decides on a listing, so that no event is needed for
    /// correctness, only for speed.
    /// </summary>
    /// <param name="found">All blobs under the prefix.</param>
    /// <param name="listed">For the manifest rule: the file names each manifest lists, by the manifest's blob name.</param>
    public static Completion Of(
        DataSpec data, IReadOnlyList<BlobFound> found, IReadOnlyDictionary<string, IReadOnlyList<string>> listed,
        DateTimeOffset now)
    {
        var rule = data.Complete;
        var notes = new List<string>();
        var files = found.Where(blob => Belongs(data, blob, notes)).ToList();

        if (rule.Each == true)
            return new([.. files.Select(file => new ClosedDataset(file.Name, [file], null))], null, notes);

        var folders = files.GroupBy(file => Folder(file.Name)).OrderBy(folder => folder.Key, StringComparer.Ordinal);

        if (rule.QuietPeriod is { } quiet)
            return ByQuiet(folders, quiet, now, notes);

        var sign = SignOf(rule)!;
        var signs = found.Where(blob => IsSign(blob.Name, sign)).ToDictionary(blob => blob.Name);
        var closed = new List<ClosedDataset>();
        foreach (var folder in folders)
        {
            if (signs.GetValueOrDefault(Join(folder.Key, sign)) is { } signed && IsWhole(folder, signed, rule, listed, notes) is { } whole)
                closed.Add(new(folder.Key, whole, signed));
        }

        return new(closed, null, notes);
    }

    /// <summary>Whether a blob may complete a dataset of many files by landing: a marker or a manifest.</summary>
    public static bool MayClose(CompleteSpec rule, string blob) => SignOf(rule) is { } sign && IsSign(blob, sign);

    private static string? SignOf(CompleteSpec rule) => rule.Marker ?? rule.Manifest;

    private static bool IsSign(string blob, string sign) => blob == sign || blob.EndsWith($"/{sign}", StringComparison.Ordinal);

    private static IReadOnlyList<BlobFound>? IsWhole(
        IGrouping<string, BlobFound> folder, BlobFound sign, CompleteSpec rule,
        IReadOnlyDictionary<string, IReadOnlyList<string>> listed, List<string> notes)
    {
        if (rule.Marker is not null)
            return [.. folder];

        var names = listed.GetValueOrDefault(sign.Name) ?? [];
        var present = folder.ToDictionary(file => file.Name[(folder.Key.Length == 0 ? 0 : folder.Key.Length + 1)..]);
        var missing = names.Where(name => !present.ContainsKey(name)).ToList();
        if (names.Count > 0 && missing.Count == 0)
            return [.. names.Select(name => present[name])];

        notes.Add($"{sign.Name} lists {names.Count} files, {missing.Count} of them are not there yet");
        return null;
    }

    private static Completion ByQuiet(
        IEnumerable<IGrouping<string, BlobFound>> folders, TimeSpan quiet, DateTimeOffset now, List<string> notes)
    {
        var closed = new List<ClosedDataset>();
        DateTimeOffset? again = null;
        foreach (var folder in folders)
        {
            var over = folder.Max(file => file.LastModified) + quiet;
            if (over <= now)
                closed.Add(new(folder.Key, [.. folder], null));
            else if (again is null || over < again)
                again = over;
        }

        return new(closed, again, notes);
    }

    private static bool Belongs(DataSpec data, BlobFound blob, List<string> notes)
    {
        var file = blob.Name[(blob.Name.LastIndexOf('/') + 1)..];
        if (file == data.Complete.Marker || file == data.Complete.Manifest)
            return false;

        if (!FileSystemName.MatchesSimpleExpression(data.Files, file, ignoreCase: false))
            return false;

        if (blob.Size > 0)
            return true;

        notes.Add($"{blob.Name} is empty and not counted: its content may still be on the way");
        return false;
    }

    private static string Folder(string name) => name.LastIndexOf('/') is var slash and >= 0 ? name[..slash] : "";

    private static string Join(string folder, string file) => folder.Length == 0 ? file : $"{folder}/{file}";
}
