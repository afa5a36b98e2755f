namespace Landfall.Contracts;

/// <summary>What one window says.</summary>
public enum WatchOutcome
{
    /// <summary>No data, or too little to tell. Neither good nor bad: it never leads to anything.</summary>
    Unknown,

    /// <summary>Well below the limit: so many of these in a row end an episode.</summary>
    Calm,

    /// <summary>Below the limit, and too near to it to end an episode.</summary>
    Near,

    /// <summary>Above the limit.</summary>
    Over,
}

/// <param name="Value">
/// Population stability index, share of failed observations, or how much worse a metric is (below 0: better); null when unknown.
/// </param>
/// <param name="Samples">What the window has so far.</param>
/// <param name="Explanation">One sentence with the numbers.</param>
public sealed record WatchReading(WatchOutcome Outcome, double? Value, double Limit, long Samples, string Explanation);

/// <summary>What an agent had counted when it was last read.</summary>
/// <param name="Pod">The pod's name and its agent's start: a restarted agent counts from nothing.</param>
/// <param name="Failed">Requests that failed, of whatever kind: what a gateway has seen too.</param>
public sealed record PodMark(string Pod, long Clusters, long Bad, long Requests, long Failed);

/// <summary>What a gateway's counter was when it was last read.</summary>
/// <param name="Stratum">Null where the gateway does not count by stratum.</param>
public sealed record GatewayCount(string Version, string? Stratum, long Failed);

/// <summary>Live inputs of the window that is open, and where counting goes on.</summary>
/// <param name="Bins">Digest of the bins; with others everything begins anew.</param>
/// <param name="Columns">Rows by column and bin, in the order of the bins; missing values last.</param>
/// <param name="Marks">What each agent had counted when it was last read, by pod and start.</param>
/// <param name="Told">Agents that counted by these bins at the last look.</param>
public sealed record InputWindow(
    string Bins, IReadOnlyList<IReadOnlyList<long>> Columns, IReadOnlyDictionary<string, InputMark> Marks, int Told = 0);

public sealed record InputMark(IReadOnlyList<IReadOnlyList<long>> Columns);

/// <summary>Everything that was counted of one champion. Its size follows the pods and bins, not the time.</summary>
/// <param name="Bins">Predictions of the window that is open, on the baseline's bins; empty before the first look.</param>
/// <param name="Cursor">Where to go on reading the prediction logs, by pod.</param>
/// <param name="Unread">Answers that could not be counted: too many rows, or no number where the baseline has one.</param>
/// <param name="Lost">Answers that the agents no longer had when they were asked.</param>
/// <param name="Clusters">Observations of the window of errors that is open.</param>
/// <param name="Bad">Of these, the ones that failed.</param>
/// <param name="Pods">Where counting goes on; null before the first look: what was counted before the promotion is not ours.</param>
/// <param name="Restarts">Restart counts last read, by pod.</param>
/// <param name="AgentsFailed">Failed requests that agents have told of since the first look.</param>
/// <param name="GatewayFailed">The same, by the gateway.</param>
/// <param name="Unseen">The largest number so far that the gateway has seen and no agent.</param>
/// <param name="Inputs">Null while inputs are not looked at.</param>
public sealed record WatchCounters(
    IReadOnlyList<long> Bins, IReadOnlyDictionary<string, long> Cursor, long Unread = 0, long Lost = 0, long Clusters = 0,
    long Bad = 0, IReadOnlyList<PodMark>? Pods = null, IReadOnlyDictionary<string, int>? Restarts = null, long AgentsFailed = 0,
    long GatewayFailed = 0, long Unseen = 0, IReadOnlyList<GatewayCount>? Gateway = null,
    InputWindow? Inputs = null)
{
    public static WatchCounters Empty { get; } = new([], new Dictionary<string, long>());
}

/// <param name="Known">The champion that was looked at last; another one begins with nothing.</param>
public sealed record WatchRequest(string Model, ModelVersionRef? Known, WatchCounters Counters);

/// <summary>All that one look at a model saw.</summary>
/// <param name="Plan">Null when the pipeline's document asks for no watch.</param>
/// <param name="Champion">Null when no version was ever promoted.</param>
/// <param name="Since">When it became champion.</param>
/// <param name="Run">The run whose record tells of it; null until that is over.</param>
/// <param name="Drift">Null when it is not looked for.</param>
/// <param name="Errors">Null when they are not looked for.</param>
/// <param name="Blind">Why nothing could be seen; null when something was.</param>
/// <param name="Health">Whether anything could be seen; null when nobody is to be told.</param>
/// <param name="Holdout">The metric of live quality on the champion's holdout; null when it is not asked for, or was not computed.</param>
/// <param name="Quality">Null when labels are not read; put in by the watch after it has asked for it.</param>
/// <param name="Labels">In numbers, what there is of labels; null when they are not read.</param>
/// <param name="Inputs">Null when inputs are not looked at.</param>
public sealed record WatchLook(
    DateTimeOffset At, WatchPlan? Plan, ModelVersionRef? Champion, DateTimeOffset? Since, Run? Run, WatchReading? Drift,
    WatchReading? Errors, WatchCounters Counters, string? Blind = null, WatchReading? Health = null, double? Holdout = null,
    WatchReading? Quality = null, LabelFigures? Labels = null, WatchReading? Inputs = null);
