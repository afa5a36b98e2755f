using Landfall.Domain.Storage;
using Landfall.Domain.Watching.Quality;
using Landfall.DuckDb.Tables;

namespace Landfall.Functions.Validate.Labels;

/// <summary>
/// Finds label files that are new or were replaced, and reads them. What is wrong with one is told, and is no reason to leave
/// out the others.
/// </summary>
internal sealed class LandedLabels(IBlobStore blobs, IBlobFiles files, ValidateOptions options, TimeProvider time)
{
    /// <summary>The rest is read at the next look.</summary>
    private const int MostAtOnce = 20;

    /// <summary>They are held in memory together.</summary>
    private const int MostLabels = 500_000;

    private const long MostBytes = 256L * 1024 * 1024;

    /// <param name="since">When the version became champion: what landed before belongs to others.</param>
    /// <param name="read">Names of files and the etags under which they were read.</param>
    /// <returns>New files, and the names of all that can still matter.</returns>
    public async Task<(IReadOnlyList<LabelFile> New, IReadOnlySet<string> All)> Read(
        LabelPlan plan, DateTimeOffset since, IReadOnlyDictionary<string, string> read, CancellationToken cancel)
    {
        var (fresh, all) = (new List<BlobFound>(), new HashSet<string>(StringComparer.Ordinal));
        var earliest = Latest(since, time.GetUtcNow() - plan.Within);
        await foreach (var blob in blobs.List(plan.Container, plan.Prefix ?? "", cancel))
        {
            if (blob.LastModified < earliest || FileForm.ExtensionOf(blob.Name) == ".unknown")
                continue;
            all.Add(blob.Name);
            if (read.GetValueOrDefault(blob.Name) != blob.ETag)
                fresh.Add(blob);
        }

        var found = new List<LabelFile>();
        foreach (var blob in fresh.OrderBy(blob => blob.LastModified).ThenBy(blob => blob.Name, StringComparer.Ordinal).Take(MostAtOnce))
        {
            found.Add(await Read(plan, blob, cancel));
            if (found.Sum(file => file.Labels.Count) >= MostLabels)
                break;
        }

        return (found, all);
    }

    private async Task<LabelFile> Read(LabelPlan plan, BlobFound blob, CancellationToken cancel)
    {
        var nothing = new LabelFile(blob.Name, blob.ETag, blob.LastModified, []);
        if (blob.Size > MostBytes)
            return nothing with { Problem = $"it has {blob.Size:N0} bytes; expected {MostBytes:N0} or fewer. Land it in parts" };

        var folder = Directory.CreateDirectory(Path.Combine(
            options.WorkFolder.Length > 0 ? options.WorkFolder : Path.GetTempPath(), $"landfall-labels-{Guid.NewGuid():N}"));
        try
        {
            var file = new LandedFile(blob.Name, Path.Combine(folder.FullName, $"labels{FileForm.ExtensionOf(blob.Name)}"));
            await files.Download(new(plan.Container, blob.Name), blob.ETag, file.Path, cancel);
            if (await Unpacked.Problem([file], MostBytes * 4, cancel) is { } bomb)
                return nothing with { Problem = bomb };
            var (labels, problem) = LabelTable.Read(folder.FullName, file, plan, options, cancel);
            return nothing with { Labels = labels, Problem = problem };
        }
        catch (BlobChangedException)
        {
            // Replaced since it was listed: under its new etag it is read at the next look.
            return nothing with { ETag = "" };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static DateTimeOffset Latest(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
