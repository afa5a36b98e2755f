using Landfall.Domain.Storage;

namespace Landfall.Domain.Overrides;

/// <summary>Asks, confirmations and withdrawals as they are stored: blobs created once, numbered without gaps.</summary>
public sealed class OverrideLog(IBlobStore blobs)
{
    /// <summary>Far more than people who could speak at once; each lost claim means someone else's entry.</summary>
    private const int Attempts = 100;

    public async Task<IReadOnlyList<OverrideEntry>> Entries(string run, CancellationToken cancel)
    {
        var entries = new List<OverrideEntry>();
        while (await blobs.ReadJson<OverrideEntry>(Paths.Override(run, entries.Count + 1), cancel) is { } entry)
            entries.Add(entry.Value);
        return entries;
    }

    /// <param name="statement">Of the version that traffic would go to; null where it is about none.</param>
    public async Task<OverrideView> View(Run run, string? statement, DateTimeOffset now, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        return OverrideBook.Of(run.Id, await Entries(run.Id, cancel), new(now, run.Documents.Policy, statement));
    }

    /// <summary>Rules on the log as it is, claims the next number, and rules again if someone else has claimed it.</summary>
    public async Task<OverrideRuling> Append(
        string run, Func<IReadOnlyList<OverrideEntry>, OverrideRuling> rule, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(rule);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var log = await Entries(run, cancel);
            var ruling = rule(log);
            if (ruling.Entry is not { } entry || entry.Sequence <= log.Count)
                return ruling;
            if (await blobs.CreateJson(Paths.Override(run, entry.Sequence), entry, cancel))
                return ruling;
        }

        throw new IOException($"The log of overrides of {run} grows faster than it can be read.");
    }
}
