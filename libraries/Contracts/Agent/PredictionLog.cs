namespace Landfall.Contracts.Agent;

/// <summary>One answered infer request.</summary>
/// <param name="Seq">Number of the entry within this agent's life, from 1, without holes.</param>
/// <param name="RequestId">The same for a request and its mirrored copy: answers are paired by it.</param>
/// <param name="Time">When the request arrived.</param>
/// <param name="DurationMs">Time to answer, milliseconds.</param>
/// <param name="Labels">Predicted labels as text, one per row; null when the answer had none or was too long to read.</param>
/// <param name="Scores">Predicted scores, one per row.</param>
/// <param name="Features">SHA-256 of the request body, hexadecimal: equal for a request and its copy.</param>
/// <param name="Keys">What later labels are found by, one <see cref="JoinKey"/> per row; null where the agent was not told to log them,
/// or the request has no value for one of the columns.</param>
public sealed record PredictionLogEntry(
    long Seq,
    string RequestId,
    DateTimeOffset Time,
    string Version,
    string Stratum,
    bool Mirror,
    double DurationMs,
    int Status,
    IReadOnlyList<string>? Labels,
    IReadOnlyList<double>? Scores,
    string? Features,
    IReadOnlyList<string>? Keys = null);

/// <summary>Entries after a number, as <c>GET /landfall/predictions?after=&amp;limit=</c> answers.</summary>
/// <param name="StartedAt">Start of this agent's life: when it changes, numbers begin again at 1.</param>
/// <param name="Next">Pass as <c>after</c> to go on reading.</param>
/// <param name="Dropped">Entries after the asked number that the bounded memory no longer holds.</param>
/// <param name="JoinOn">The columns that keys are made of, in their order; null where none are made.</param>
public sealed record PredictionLogPage(
    string Version,
    string Pod,
    DateTimeOffset StartedAt,
    long Next,
    long Dropped,
    IReadOnlyList<PredictionLogEntry> Entries,
    IReadOnlyList<string>? JoinOn = null);
