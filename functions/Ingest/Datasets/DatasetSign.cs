using System.Security.Cryptography;
using System.Text;
using Landfall.Domain.Landing;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Ingest.Datasets;

/// <summary>
/// What tells that a complete dataset has been dealt with as it is. Where no blob closed it, its listing stands for one:
/// otherwise every look would find the same files again and run them anew after a failure or a changed document.
/// </summary>
internal static class DatasetSign
{
    public static BlobFound Of(ClosedDataset closed) => closed.Sign ?? new(
        closed.Name, closed.Files.Sum(file => file.Size), Listing(closed.Files),
        closed.Files.Max(file => file.LastModified), ContentType: null);

    private static string Listing(IEnumerable<BlobFound> files)
    {
        var lines = string.Join('\n', files.Select(file => $"{file.Name}\t{file.ETag}"));
        return $"listing:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines)))}";
    }
}
