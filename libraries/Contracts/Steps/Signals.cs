namespace Landfall.Contracts;

/// <summary>
/// The external events. None of them carries the truth: each only wakes an orchestrator, which then reads what is stored.
/// Those that carry a command (pause, abort …) name the person who gave it.
/// </summary>
public static class Signals
{
    /// <summary>To a lane: something landed, look again. Payload: <see cref="LandedNudge"/>.</summary>
    public const string Landed = "landed";

    /// <summary>To a lane: a run has ended. Payload: <see cref="RunEnded"/>.</summary>
    public const string RunEnded = "run-ended";

    /// <summary>To a lane: run this again although nothing landed. Payload: <see cref="RerunRequest"/>.</summary>
    public const string Rerun = "rerun";

    /// <summary>To a lane: run past datasets again, in their order. Payload: <see cref="BackfillRequest"/>.</summary>
    public const string Backfill = "backfill";

    /// <summary>To a lane: live predictions have drifted, train anew. Payload: <see cref="DriftRequest"/>.</summary>
    public const string Drift = "drift";

    /// <summary>To a lane: mark datasets as tainted, or take the mark off. Payload: <see cref="TaintRequest"/>.</summary>
    public const string Taint = "taint";

    /// <summary>To a run: newer data makes it pointless, if it has had no live traffic. Payload: <see cref="SupersedeRequest"/>.</summary>
    public const string Supersede = "supersede";

    /// <summary>To a run: a person gives up. Payload: <see cref="PersonCommand"/>.</summary>
    public const string Cancel = "cancel";

    /// <summary>To a run in quarantine: a person lets the data pass. Payload: <see cref="QuarantineRelease"/>.</summary>
    public const string Release = "release";

    /// <summary>To a run in quarantine: a person says no to the data. Payload: <see cref="QuarantineRefusal"/>.</summary>
    public const string Refuse = "refuse";

    /// <summary>To an approval: the log has a new entry. No payload worth trusting.</summary>
    public const string Decided = "decided";

    /// <summary>To a run: one of its outside checks has answered, look. Payload: any text.</summary>
    public const string Checked = "checked";

    /// <summary>To a rollout: pause, resume, abort, promote. Payload: <see cref="RolloutCommand"/>.</summary>
    public const string Control = "control";
}

/// <param name="Sign">Whether this blob may complete a dataset, so that looking at once is worth it.</param>
public sealed record LandedNudge(string Container, string Blob, string? ETag, bool Sign = false);

public sealed record RunEnded(string RunId, Verdict Verdict);

/// <param name="RunId">Whose data is run again; with <paramref name="Version"/>, the run that Git names beside it.</param>
/// <param name="Version">Set when a registered version is to be brought out again, and nothing trained.</param>
/// <param name="Occurrence">Tells two wishes for one version apart: the commit that asks, or an id of the wish.</param>
/// <param name="Kind">The trigger's kind where a version is wanted; null for <c>git</c>.</param>
public sealed record RerunRequest(
    string RunId, string By, string Reason, ModelVersionRef? Version = null, string? Occurrence = null, string? Kind = null);

/// <summary>Asks for a run of every dataset of a past range, oldest first, one after the other.</summary>
/// <param name="Id">Tells two of the same range apart; a repeat under the same id gives the same runs.</param>
/// <param name="From">First dataset, by name below the prefix; null from the beginning.</param>
/// <param name="To">Last dataset, also taken; null to the end.</param>
public sealed record BackfillRequest(string Id, string? From, string? To, string By, string Reason);

public sealed record SupersedeRequest(string ByDataset, string ByRun);

public sealed record PersonCommand(string By, string? Reason);

/// <param name="LeaveOut">Landings of the dataset that nobody wants, by name; the rest is checked and taken. Null takes all.</param>
public sealed record QuarantineRelease(
    string DatasetDigest, string By, string Reason, IReadOnlyList<string>? LeaveOut = null);

public sealed record QuarantineRefusal(string DatasetDigest, string By, string Reason);
