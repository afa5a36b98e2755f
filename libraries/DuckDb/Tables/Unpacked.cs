using System.IO.Compression;

namespace Landfall.DuckDb.Tables;

/// <summary>What packed files become. A small file can hold more than any disk; it is counted before a database opens it.</summary>
public static class Unpacked
{
    private const int BufferSize = 256 * 1024;

    /// <param name="mostBytes">For all files together, unpacked.</param>
    /// <returns>The file with which it gets too much, or that cannot be unpacked; null when all fit.</returns>
    public static async Task<string?> Problem(IReadOnlyList<LandedFile> files, long mostBytes, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(files);
        var left = mostBytes;
        foreach (var file in files.Where(file => file.Path.EndsWith(".gz", StringComparison.Ordinal)))
        {
            try
            {
                left -= await Count(file.Path, left, cancel);
            }
            catch (InvalidDataException broken)
            {
                return $"{file.Name} cannot be read: {broken.Message}";
            }

            if (left < 0)
                return $"{file.Name} unpacks to more than the {mostBytes / (1024 * 1024):N0} MB that are taken at once";
        }

        return null;
    }

    /// <returns>Stops soon after <paramref name="most"/>.</returns>
    private static async Task<long> Count(string path, long most, CancellationToken cancel)
    {
        await using var packed = File.OpenRead(path);
        await using var content = new GZipStream(packed, CompressionMode.Decompress);
        var buffer = new byte[BufferSize];
        long count = 0;
        for (int read; count <= most && (read = await content.ReadAsync(buffer, cancel)) > 0;)
            count += read;
        return count;
    }
}
