namespace Landfall.Domain.Watching.Quality;

/// <summary>One served row that a label may come for.</summary>
/// <param name="Key">What its label is found by: <see cref="Contracts.Agent.JoinKey"/>.</param>
/// <param name="Prediction">As <see cref="LabelText"/> writes it.</param>
public sealed record ServedRow(string Key, DateTimeOffset At, string Prediction, double? Score = null);
