using Landfall.Domain.Storage;
using Landfall.DuckDb.Tables;

namespace Landfall.Functions.Validate.Loading;

/// <summary>Brings the files of a dataset to the disk, exactly as they were frozen.</summary>
internal sealed class DatasetFiles(IBlobFiles files, ValidateOptions options)
{
    /// <exception cref="BlobChangedException">A landing was replaced or deleted since.</exception>
    /// <exception cref="TerminalFailure">The dataset is larger than this app may take.</exception>
    public async Task<IReadOnlyList<LandedFile>> Fetch(DatasetManifest manifest, string folder, CancellationToken cancel)
    {
        var bytes = manifest.Landings.Sum(landing => landing.Size);
        if (bytes > options.MaxDatasetBytes)
        {
            throw new TerminalFailure(
                $"Dataset {manifest.Name} has {bytes:N0} bytes, more than the {options.MaxDatasetMegabytes:N0} MB that are "
                + $"taken at once. Land less, or raise {ValidateOptions.Section}:{nameof(options.MaxDatasetMegabytes)}.");
        }

        Directory.CreateDirectory(folder);
        var fetched = new List<LandedFile>();
        foreach (var (index, landing) in manifest.Landings.OrderBy(l => l.Name, StringComparer.Ordinal).Index())
        {
            // The blob's name comes from outside: only the part that says what it is goes into the path.
            var path = Path.Combine(folder, $"{index:D5}{FileForm.ExtensionOf(landing.Name)}");
            await files.Download(new(manifest.Container, landing.Name), landing.ETag, path, cancel);
            fetched.Add(new(landing.Name, path));
        }

        return fetched;
    }
}
