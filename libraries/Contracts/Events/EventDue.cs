using Landfall.Contracts.Documents;

namespace Landfall.Contracts;

/// <summary>A fact that other systems are to be told. One per run and kind.</summary>
public sealed record EventDue(string RunId, VersionEventKind Kind);

/// <param name="Targets">Names of those who are told; empty when there is nobody, or nothing to tell.</param>
/// <param name="Explanation">What was decided, for people.</param>
public sealed record EventPlan(IReadOnlyList<string> Targets, string Explanation);

public sealed record SendEventRequest(EventDue Due, string Target);
