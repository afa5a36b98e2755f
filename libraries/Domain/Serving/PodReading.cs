using Landfall.Contracts.Agent;

namespace Landfall.Domain.Serving;

/// <summary>What one look found of one pod.</summary>
/// <param name="Restarts">Of all its containers, as Kubernetes counts them.</param>
/// <param name="Metrics">Null when its agent could not be read.</param>
/// <param name="Answers">Its prediction log since the cursor; null when it was not asked or could not be read.</param>
public sealed record PodReading(
    string Pod, ModelVersionRef Version, bool Ready, int Restarts, AgentMetrics? Metrics, AnswerLog? Answers = null);

/// <summary>New entries of one pod's prediction log.</summary>
/// <param name="Key">The pod's name and its agent's start.</param>
/// <param name="Dropped">Entries that were lost before they were read.</param>
/// <param name="JoinOn">The columns that the entries' keys are made of; null where there are none.</param>
public sealed record AnswerLog(
    string Key, IReadOnlyList<PredictionLogEntry> Entries, long Dropped, IReadOnlyList<string>? JoinOn = null);
