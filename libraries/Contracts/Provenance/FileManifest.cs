using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Landfall.Contracts.Provenance;

/// <summary>The list of files that make up a dataset, a model or a job's input, and its one digest.</summary>
public sealed record FileManifest(IReadOnlyList<FileEntry> Files)
{
    public IReadOnlyList<FileEntry> Files { get; init; } = NoNull.In(Files, "files");

    /// <summary>
    /// SHA-256 over the UTF-8 lines <c>name TAB size TAB sha256 LF</c>, sorted by ordinal name. It depends on the
    /// files alone: neither the order of the list nor the layout of the JSON changes it.
    /// </summary>
    [JsonIgnore]
    public string Digest
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var file in Files.OrderBy(f => f.Name, StringComparer.Ordinal))
                hash.AppendData(Encoding.UTF8.GetBytes($"{file.Name}\t{file.Size}\t{file.Sha256}\n"));
            return ContentDigest.Prefix + Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    /// <summary>Bytes of all files together; sizes that add up to more than a number holds are the largest number.</summary>
    [JsonIgnore]
    public long TotalSize => (long)Int128.Clamp(
        Files.Aggregate((Int128)0, (sum, file) => sum + file.Size), long.MinValue, long.MaxValue);

    /// <summary>Everything wrong with the list: bad names, sizes, digests, and names that collide. Empty when good.</summary>
    public IReadOnlyList<string> Problems()
    {
        List<string> problems = [.. Files.Select(f => f.Problem()).OfType<string>()];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var file in Files)
            if (!names.Add(file.Name ?? ""))
                problems.Add($"file '{file.Name}' is listed twice");
        foreach (var name in names)
            for (var slash = name.LastIndexOf('/'); slash > 0; slash = name.LastIndexOf('/', slash - 1))
                if (names.Contains(name[..slash]))
                    problems.Add($"'{name[..slash]}' is both a file and the folder of '{name}'");
        return problems;
    }
}
