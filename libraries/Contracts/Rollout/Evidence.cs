namespace Landfall.Contracts;

/// <summary>Counters of one pod in one stratum as last read; kept, so that a pod that dies takes no evidence with it.</summary>
/// <param name="Pod">The pod's name and start: a restarted agent is another pod.</param>
/// <param name="Requests">Requests in these clusters.</param>
/// <param name="FailedRequests">Requests that failed, of whatever kind: what a gateway has seen too.</param>
public sealed record CounterRow(
    string Pod, string Version, string Stratum, long Clusters, IReadOnlyDictionary<string, long> Bad, long Requests = 0,
    long FailedRequests = 0);

/// <summary>What a gateway's counter was when it was last read: counters begin again when a gateway does.</summary>
/// <param name="Stratum">Null where the gateway does not count by stratum.</param>
/// <param name="Last">The value last read.</param>
/// <param name="Total">Failed requests since the first reading, over all restarts of the gateway.</param>
/// <param name="Before">What the agents had counted at the first reading.</param>
/// <param name="Unseen">The largest number so far that the gateway has seen and no agent.</param>
public sealed record GatewayMark(string Version, string? Stratum, long Last, long Total, long Before, long Unseen);

/// <summary>Failed requests that the gateway has seen and no agent: a pod that died, a connection that was refused.</summary>
public sealed record UnseenFailures(string Version, string Stratum, long Requests);

/// <summary>What was read so far. Grows with strata and pods, not with time.</summary>
/// <param name="Pairs">Shadow: answers compared.</param>
/// <param name="Differing">Shadow: of these, the ones that differed or that the candidate never gave.</param>
/// <param name="PairCursor">Where to go on reading the prediction logs, by pod.</param>
/// <param name="Restarts">Restarts of the candidate's containers since the first look.</param>
/// <param name="PodRestarts">The restart counts last read, by pod; null before the first look.</param>
/// <param name="Shadow">The stratum in which the candidate saw copies: there its mirrored requests count, elsewhere never.</param>
/// <param name="Over">Threshold judges: looks in a row that were over the limit, by judge.</param>
/// <param name="Gateway">Where reading the gateway's counters goes on.</param>
/// <param name="Unseen">What only the gateway has seen, by version and stratum.</param>
/// <param name="Probes">What made-up requests came to; null while none are sent. Never part of the rows.</param>
/// <param name="Late">Moments from which judges begin anew; null before the first.</param>
public sealed record CounterState(
    IReadOnlyList<CounterRow> Rows, long Pairs = 0, long Differing = 0, IReadOnlyDictionary<string, long>? PairCursor = null,
    int Restarts = 0, IReadOnlyDictionary<string, int>? PodRestarts = null, string? Shadow = null,
    IReadOnlyDictionary<string, int>? Over = null, IReadOnlyList<GatewayMark>? Gateway = null,
    IReadOnlyList<UnseenFailures>? Unseen = null, ProbeCounts? Probes = null, LateMarks? Late = null)
{
    public static CounterState Empty { get; } = new([]);
}

/// <summary>
/// Moments within one stratum from which judges begin anew, beside the whole of it: harm that begins late must not drown in a long
/// good time before.
/// </summary>
/// <param name="Begun">Moments ever chosen in this rollout, those that were given up again among them: a later one weighs less.</param>
/// <param name="Stratum">Those of another stratum are forgotten.</param>
/// <param name="Every">Clusters of the candidate from one to the next.</param>
public sealed record LateMarks(int Begun, string Stratum, long Every, IReadOnlyList<LateMark> Marks);

/// <param name="Number">From 1, in the order in which they were chosen.</param>
/// <param name="Clusters">Clusters of the candidate in the stratum until then.</param>
/// <param name="Counts">What had been counted in the stratum until then, by measure.</param>
public sealed record LateMark(int Number, long Clusters, IReadOnlyDictionary<string, MarkedCounts> Counts);

/// <summary>Clusters of both versions, and those of them with a bad request.</summary>
public sealed record MarkedCounts(long Champion, long ChampionBad, long Candidate, long CandidateBad);

/// <summary>Made-up requests within a step. All rows are the same, so that many of them are no more than one observation.</summary>
/// <param name="FailedInARow">Looks in a row at which all of the candidate's failed and none of the champion's.</param>
/// <param name="SlowInARow">The same of those that were slow.</param>
public sealed record ProbeCounts(string Stratum, ProbeTally Candidate, ProbeTally Champion, int FailedInARow = 0, int SlowInARow = 0);

public sealed record ProbeTally(long Asked, long Failed, long Slow);

/// <summary>A judge that has no data in this step and says itself what then happens.</summary>
/// <param name="What">Within a sentence, after its name: has no number.</param>
/// <param name="Probed">True when made-up requests were answered well at this look.</param>
public sealed record MissingMetric(string Judge, string What, bool? Probed = null);

/// <summary>What one judge says at one look.</summary>
public enum JudgeOutcome
{
    /// <summary>There is data, and it shows neither harm nor safety.</summary>
    Undecided,

    /// <summary>Harm is shown. It stays shown: evidence may shrink later, the decision does not.</summary>
    Harm,

    /// <summary>Safety is shown and harm is not.</summary>
    Safe,

    /// <summary>No data, old data, or no number. Neither health nor harm.</summary>
    Unknown,
}

/// <param name="Evidence">The e-value for harm.</param>
/// <param name="Needs">What it takes to call it harm.</param>
/// <param name="Safety">The e-value for safety; null where the judge has none.</param>
/// <param name="Explanation">The sentence with all numbers.</param>
/// <param name="Figures">The counts it rests on, where it counts.</param>
public sealed record JudgeReading(
    string Name, JudgeOutcome Outcome, double Evidence, double Needs, double? Safety, double? SafetyNeeds, string Explanation,
    JudgeFigures? Figures = null);

/// <summary>What a judge of proportions has counted.</summary>
/// <param name="Champion">Null where the candidate is held against a fixed limit.</param>
/// <param name="Limit">How much worse than the champion it may be, or else the highest rate allowed; from 0 to 1.</param>
public sealed record JudgeFigures(BadOf Candidate, BadOf? Champion, double Limit);

/// <summary>So many bad ones among so many.</summary>
public sealed record BadOf(long Bad, long All);

/// <summary>All that one look at a rollout saw.</summary>
/// <param name="Samples">Clusters of the candidate in this step, or pairs in shadow.</param>
/// <param name="Requests">Clusters of champion and candidate in this step: nobody asking is not the same as nobody answering.</param>
/// <param name="Halted">Why nothing may get more traffic now.</param>
/// <param name="OpensAt">When weights may be raised again; null while they may.</param>
/// <param name="Missing">Judges without data that say themselves what then happens; null where there are none.</param>
public sealed record StepEvidence(
    DateTimeOffset At, long Samples, long Requests, IReadOnlyList<JudgeReading> Readings, CounterState Counters,
    string? Blind = null, int CandidateReady = 0, string? Halted = null, DateTimeOffset? OpensAt = null,
    IReadOnlyList<MissingMetric>? Missing = null);

/// <param name="Step">Index into the plan's steps.</param>
/// <param name="Stratum">The step's own stratum.</param>
/// <param name="Probe">True when the servers are to be asked with made-up requests.</param>
public sealed record ObserveRequest(
    Run Run, RouteRef Route, ModelVersionRef Candidate, ModelVersionRef? Champion, int Step, string Stratum, CounterState Known,
    int Look, bool? Probe = null);
