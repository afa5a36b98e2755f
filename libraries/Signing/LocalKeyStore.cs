using System.Diagnostics;
using System.Security.Cryptography;

namespace Landfall.Signing;

/// <summary>Keys in a folder, each made on first use, readable by their owner alone.</summary>
public sealed class LocalKeyStore(string folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan LongestLock = TimeSpan.FromSeconds(30);

    /// <summary>Opens the signing key <c>{name}.pem</c>, making it first where there is none.</summary>
    /// <exception cref="InvalidOperationException">The file is readable by others, or holds no P-256 key.</exception>
    public LocalSigner Signer(string name)
    {
        var path = Path.Combine(folder, name + ".pem");
        var pem = ReadOrCreate(path, static () =>
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return key.ExportPkcs8PrivateKeyPem() + "\n";
        });
        try
        {
            return LocalSigner.FromPem(pem);
        }
        catch (CryptographicException error)
        {
            throw new InvalidOperationException(
                $"{path}: {error.Message}; restore the key, or remove the file to make a new one", error);
        }
    }

    /// <summary>Opens the link keys <c>{purpose}.links</c>: one key per purpose, made where there is none.</summary>
    public LinkKeyRing LinkKeys(string purpose) =>
        LinkKeyRing.Parse(purpose, ReadOrCreate(Path.Combine(folder, purpose + ".links"), LinkKeyRing.NewKey));

    private string ReadOrCreate(string path, Func<string> create)
    {
        if (!File.Exists(path))
            CreateOnce(path, create);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
            throw new InvalidOperationException($"{path} is open to others; expected mode 0600: chmod 600 it");
        return File.ReadAllText(path);
    }

    /// <summary>
    /// Two processes may start at once: the first one's key is everybody's. Moving a file into place without overwriting is
    /// no single act on Unix, so a lock is held; whoever gets it later finds the key.
    /// </summary>
    private void CreateOnce(string path, Func<string> create)
    {
        Directory.CreateDirectory(folder);
        using var alone = Lock($"{path}.lock");
        if (File.Exists(path))
            return;

        var draft = $"{path}.{Guid.NewGuid():n}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var writer = new StreamWriter(draft, options))
            writer.Write(create());
        File.Move(draft, path, overwrite: false);
    }

    private static FileStream Lock(string path)
    {
        var wait = new SpinWait();
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (Stopwatch.GetElapsedTime(since) < LongestLock)
            {
                wait.SpinOnce();
            }
        }
    }
}
