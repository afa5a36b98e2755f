using System.Text;
using Landfall.Contracts.Provenance;

namespace Landfall.Domain.Landing;

/// <summary>That what closed a dataset, as it was at this etag, was dealt with. Written once, for ever.</summary>
/// <param name="Blob">What closed it: a blob, a listing, or the kind of a trigger.</param>
/// <param name="Dataset">The digest of the dataset.</param>
public sealed record Taken(string Blob, string ETag, string Dataset)
{
    /// <summary>The key of a (blob, etag).</summary>
    public static string Key(string blob, string etag) =>
        ContentDigest.HexOf(Encoding.UTF8.GetBytes($"{blob}\n{etag}"));
}

/// <summary>A dataset that passed validation.</summary>
/// <param name="LeftOut">Landings that a person left out when releasing it; no later run trains on them either.</param>
public sealed record AcceptedDataset(
    DatasetRef Dataset, DateTimeOffset ClosedAt, string Run, IReadOnlyList<string>? LeftOut = null);
