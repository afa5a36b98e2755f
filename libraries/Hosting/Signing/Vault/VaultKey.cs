namespace Landfall.Hosting.Signing.Vault;

/// <summary>
/// One key of a vault and its versions. What signs is asked for anew every five minutes, so a rotation needs no restart;
/// what is trusted is every enabled version, so what an older version signed stays good until it is disabled.
/// </summary>
internal sealed class VaultKey(KeyVaultClient vault, string name, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <summary>Whoever shows us links of unknown versions must not make us ask the vault each time.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Dictionary<string, KeyVersion> known = new(StringComparer.Ordinal);
    private Seen<KeyVersion>? current;
    private Seen<IReadOnlyList<KeyVersion>>? trusted;

    /// <summary>The version that signs now.</summary>
    public async Task<KeyVersion> Current(CancellationToken cancel) =>
        (await Renew(() => current, seen => current = seen, Fresh, ReadCurrent, cancel)).Value;

    /// <summary>Every version that is enabled at this moment.</summary>
    public Task<IReadOnlyList<KeyVersion>> TrustedNow(CancellationToken cancel) => Trusted(TimeSpan.Zero, cancel);

    /// <summary>The enabled version of this name; one that is not known is looked for again, at most twice a minute.</summary>
    public async Task<KeyVersion?> Find(string version, CancellationToken cancel) =>
        Among(await Trusted(Fresh, cancel), version) ?? Among(await Trusted(BetweenLooks, cancel), version);

    /// <returns>r and s side by side (IEEE P1363).</returns>
    public Task<byte[]> Sign(string version, ReadOnlyMemory<byte> digest, CancellationToken cancel) =>
        vault.Sign(name, version, digest, cancel);

    /// <summary>The version that signed was disabled or deleted: the next question asks the vault.</summary>
    public void Forget() => current = null;

    public void Dispose() => gate.Dispose();

    private static KeyVersion? Among(IReadOnlyList<KeyVersion> versions, string version) =>
        versions.FirstOrDefault(one => one.Version == version);

    private async Task<IReadOnlyList<KeyVersion>> Trusted(TimeSpan age, CancellationToken cancel) =>
        (await Renew(() => trusted, seen => trusted = seen, age, ReadTrusted, cancel)).Value;

    /// <summary>One question at a time: those who wait take its answer.</summary>
    private async Task<Seen<T>> Renew<T>(
        Func<Seen<T>?> last, Action<Seen<T>> keep, TimeSpan age, Func<CancellationToken, Task<T>> read,
        CancellationToken cancel)
    {
        if (last() is { } fresh && time.GetUtcNow() - fresh.At < age)
            return fresh;

        await gate.WaitAsync(cancel);
        try
        {
            if (last() is { } meanwhile && time.GetUtcNow() - meanwhile.At < age)
                return meanwhile;
            var seen = new Seen<T>(await read(cancel), time.GetUtcNow());
            keep(seen);
            return seen;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<KeyVersion> ReadCurrent(CancellationToken cancel)
    {
        var version = KeyVersion.Of(await vault.Current(name, cancel));
        known[version.Version] = version;
        return version;
    }

    private async Task<IReadOnlyList<KeyVersion>> ReadTrusted(CancellationToken cancel)
    {
        List<KeyVersion> versions = [];
        await foreach (var item in vault.Versions(name, cancel))
        {
            if (item is { Kid: { } address, Attributes.Enabled: true })
                versions.Add(await Known(KeyVersion.NameOf(address), cancel));
        }

        return versions;
    }

    private async Task<KeyVersion> Known(string version, CancellationToken cancel)
    {
        if (!known.TryGetValue(version, out var key))
            known[version] = key = KeyVersion.Of(await vault.Version(name, version, cancel));
        return key;
    }

    private sealed record Seen<T>(T Value, DateTimeOffset At);
}
