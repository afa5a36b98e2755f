namespace Landfall.Contracts;

/// <summary>One blob that arrived.</summary>
/// <param name="Sha256">64 lower-case hex digits.</param>
/// <param name="ETag">The read precondition: what was hashed is what is read.</param>
public sealed record Landing(string Name, long Size, string Sha256, string ETag);

/// <summary>What is stored of a dataset, under its digest.</summary>
public sealed record DatasetManifest(
    string Pipeline, string Name, string Digest, string Container, IReadOnlyList<Landing> Landings, DateTimeOffset ClosedAt);

/// <param name="Pipeline">Whose container to look through.</param>
/// <param name="Rerun">Set when a person asks for the same data again.</param>
/// <param name="Backfill">Set when a person asks for past datasets.</param>
/// <param name="Drift">Set when the watch asks for a run.</param>
/// <param name="Taint">Set when a person marks datasets, or takes the mark off: done before anything is claimed.</param>
/// <param name="Known">Ids of claimed runs that the lane has in its hands already: they need not be told again. Null: none.</param>
public sealed record ScanRequest(
    string Pipeline, RerunRequest? Rerun = null, BackfillRequest? Backfill = null, DriftRequest? Drift = null, TaintRequest? Taint = null,
    IReadOnlyList<string>? Known = null);

/// <param name="Claimed">Runs that this scan, and no other, may start, without those that the lane knows. A repeat of the scan returns the
/// same ones until they are started.</param>
/// <param name="LookAgainAt">When a quiet period would be over; null when only a new landing can change anything.</param>
/// <param name="Notes">What was seen and not taken, for people.</param>
/// <param name="Rest">How long no look is due that only another file would cause: many files land one by one, and looking at them
/// must not be more work than landing them. Null or zero: none.</param>
public sealed record ScanResult(
    IReadOnlyList<Run> Claimed, DateTimeOffset? LookAgainAt, Concurrency Concurrency, IReadOnlyList<string> Notes, TimeSpan? Rest = null);

public enum Concurrency { Supersede, Queue, Skip }

/// <param name="HadTraffic">True once the candidate had live traffic: from then on nothing supersedes it.</param>
public sealed record LaneRun(Run Run, bool HadTraffic = false);

/// <summary>The lane's whole memory: references. What was ever taken stands in the ledger, not here.</summary>
/// <param name="Problem">Why the last look gave nothing, for people; null when it went well.</param>
/// <param name="CheckRunAt">When to ask whether the active run still lives, unless it tells its end before.</param>
/// <param name="Unread">What one execution had received and left to the next.</param>
/// <param name="RestUntil">Until then a file that completes nothing by itself causes no look.</param>
public sealed record LaneState(
    string Pipeline, Run? Active = null, IReadOnlyList<Run>? Waiting = null, DateTimeOffset? LookAgainAt = null, long Turns = 0,
    string? Problem = null, DateTimeOffset? CheckRunAt = null, LaneUnread? Unread = null,
    DateTimeOffset? RestUntil = null)
{
    public IReadOnlyList<Run> Queue => Waiting ?? [];
}

/// <param name="Landed">Whether something landed: any number of landings are one look.</param>
/// <param name="Backfills">Null when there are none.</param>
/// <param name="Drifts">Null when there are none.</param>
/// <param name="Taints">Null when there are none.</param>
/// <param name="Sign">Whether one of the blobs that landed may complete a dataset.</param>
public sealed record LaneUnread(
    IReadOnlyList<RunEnded> Ended, IReadOnlyList<RerunRequest> Reruns, bool Landed,
    IReadOnlyList<BackfillRequest>? Backfills = null, IReadOnlyList<DriftRequest>? Drifts = null,
    IReadOnlyList<TaintRequest>? Taints = null, bool Sign = false);

/// <summary>Asks whether a run has come to an end that nobody told, and writes that down.</summary>
/// <param name="Problem">Why it may never have begun; null when it is only looked at.</param>
public sealed record SettleRequest(Run Run, string? Problem = null);

/// <param name="Verdict">How it ended; null while it lives.</param>
/// <param name="Written">True when its end was written just now, because nobody else will.</param>
public sealed record SettledRun(Verdict? Verdict, bool Written, string Reason);
