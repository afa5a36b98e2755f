using Landfall.Domain.Signing;

namespace Landfall.Signing;

/// <summary>Public keys in a file, read each time: whoever signs may replace it.</summary>
/// <param name="setting">The setting that named the file, for the message when it is not there.</param>
public sealed class FilePublicKeys(string path, string setting) : IPublicKeys
{
    /// <exception cref="IOException">The file is not there yet: whoever signs publishes its key when it first signs.</exception>
    public async Task<string> Pem(CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellation);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new IOException(
                $"The setting {setting} names '{path}', which does not exist yet. It must be a file with the public keys "
                + "(PEM) that versions are signed with.", missing);
        }
    }
}
