using System.Security.Cryptography;
using System.Text;

namespace Landfall.Domain.Landing;

/// <summary>That what closed a dataset, as it was at this etag, was dealt with. Written once, for ever.</summary>
public sealed record Taken(string Blob, string ETag, long Size, string Sha256, string Dataset)
{
    /// <summary>The key of a (blob, etag).</summary>
    public static string Key(string blob, string etag) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{blob}\n{etag}")));
}

/// <summary>A dataset that passed validation.</summary>
/// <param name="LeftOut">Landings that a person left out when releasing it; no later run trains on them either.</param>
public sealed record AcceptedDataset(
    DatasetRef Dataset, DateTimeOffset ClosedAt, string Run, IReadOnlyList<string>? LeftOut = null);
