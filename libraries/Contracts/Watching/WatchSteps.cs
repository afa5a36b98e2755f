namespace Landfall.Contracts;

/// <summary>Drift, or a lack of quality, asks for a run on the data that is complete, once per occurrence.</summary>
/// <param name="Occurrence">Tells two episodes apart; a repeat of the same is the same run.</param>
public sealed record DriftRequest(string Model, string Occurrence, string Reason);

/// <param name="Key">Unique within the run; who was told once is not told again.</param>
/// <param name="Text">In sentences, what was seen and what was done.</param>
public sealed record OwnerMessage(Run Run, string Key, string Subject, string Text);

/// <param name="People">Who was told.</param>
public sealed record ToldOwner(IReadOnlyList<string> People);

/// <summary>All traffic of a champion is to go to the version before it.</summary>
/// <param name="Run">The run that promoted it.</param>
public sealed record GoBackRequest(Run Run, ModelVersionRef Champion, string Reason);

/// <param name="To">Who has all traffic; null when nothing was written.</param>
/// <param name="Refusal">Why nothing was written, and what to do; null when it was.</param>
public sealed record GoneBack(ModelVersionRef? To, string? Refusal = null);
