namespace Landfall.Contracts.Agent;

/// <summary>
/// What one agent counted since it started, as <c>GET /landfall/metrics</c> answers. Only intervals that are over are
/// counted, so no number ever goes backward while <paramref name="StartedAt"/> stays the same.
/// </summary>
/// <param name="Version">The model version served, from LANDFALL_VERSION.</param>
/// <param name="Pod">Name of the pod, from HOSTNAME or POD_NAME.</param>
/// <param name="InFlight">Requests being answered at this instant.</param>
/// <param name="Requests">Requests answered since the start, counted at once.</param>
public sealed record AgentMetrics(
    string Version,
    string Pod,
    DateTimeOffset StartedAt,
    DateTimeOffset Now,
    int InFlight,
    long Requests,
    IReadOnlyList<AgentMetricRow> Rows);

/// <summary>The counts of one stratum. Live and mirrored requests are counted apart.</summary>
/// <param name="Clusters">Clients seen, once per interval of one second.</param>
/// <param name="OtherFailed">Failed requests that were no inference, such as health checks: in no measure, but a gateway
/// counts them.</param>
/// <param name="StoodIn">Failed requests that another version answered: bad in every measure, but a gateway saw them succeed.</param>
/// <param name="Measures">By name: <c>failed</c> and <c>slow</c>.</param>
public sealed record AgentMetricRow(
    string Stratum,
    bool Mirror,
    long Clusters,
    long Requests,
    IReadOnlyDictionary<string, AgentMeasure> Measures,
    AgentDurations DurationMs,
    long OtherFailed = 0,
    long StoodIn = 0);

/// <param name="Bad">Clusters with at least one bad request.</param>
/// <param name="BadRequests">Bad requests.</param>
public sealed record AgentMeasure(long Bad, long BadRequests);

/// <summary>Quantiles of the time to answer, in milliseconds, from a histogram with steps of about 9 %.</summary>
public sealed record AgentDurations(double P50, double P95, double P99);
