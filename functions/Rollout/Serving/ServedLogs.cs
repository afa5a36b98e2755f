using Landfall.Domain.Serving;
using Landfall.Domain.Storage;
using Landfall.Domain.Watching;
using Landfall.Domain.Watching.Quality;

namespace Landfall.Functions.Rollout.Serving;

/// <summary>
/// Keeps what a champion has served until its labels are looked for: an agent's memory is short, and labels come days later. Adding
/// the same answers again changes nothing.
/// </summary>
public sealed class ServedLogs(IBlobStore blobs)
{
    private const int Attempts = 5;

    /// <exception cref="IOException">Others write it all the time.</exception>
    public async Task Add(QualityPlan plan, WatchedChampion champion, IReadOnlyList<PodReading> pods, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(champion);
        var version = champion.Version;
        var path = Paths.Served(version.Model, version.Number);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var stored = await blobs.ReadJson<ServedLog>(path, cancel);
            var known = stored?.Value is { } log && log.Version == version.StatementDigest
                ? log
                : ServedLog.Begin(version.StatementDigest, plan.Labels.JoinOn);
            if (await blobs.ReplaceJson(path, ServedFold.Add(known, plan, champion.Since, pods), stored?.ETag, cancel) is not null)
                return;
        }

        throw new IOException($"{path} is being written by someone else all the time.");
    }
}
