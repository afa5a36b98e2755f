namespace Landfall.Contracts;

/// <summary>Asks what the labels say that have arrived.</summary>
/// <param name="At">Of the look: asked again for the same, it is answered the same.</param>
/// <param name="Since">When it became champion.</param>
/// <param name="Holdout">The metric on its holdout, as it was signed; null when it was not computed there.</param>
public sealed record QualityRequest(
    DateTimeOffset At, ModelVersionRef Champion, DateTimeOffset Since, QualityPlan Plan, double? Holdout);

/// <param name="At">Of the look that asked.</param>
/// <param name="Reading">The window that is open, or was just judged.</param>
public sealed record QualityLook(DateTimeOffset At, WatchReading Reading, LabelFigures Labels);

/// <summary>A champion's labels and what they say, in numbers.</summary>
/// <param name="Value">The metric over the window's predictions; null while it is undefined.</param>
/// <param name="Low">Its lower bound with 95 % confidence.</param>
/// <param name="High">Its upper bound with 95 % confidence.</param>
/// <param name="Holdout">The metric on the holdout.</param>
/// <param name="Labelled">Predictions since the promotion whose label came in time, of those that are followed.</param>
/// <param name="Waiting">Predictions that still wait for theirs.</param>
/// <param name="Unlabelled">Predictions whose time is over without one.</param>
/// <param name="Unjoined">Answers that cannot be joined: without the join columns, too long, or without a prediction.</param>
/// <param name="Lost">Predictions that were gone before labels were looked for.</param>
/// <param name="Sampled">One of so many keys is followed; 1 for all.</param>
/// <param name="Newest">When the newest file of labels landed; null before the first.</param>
/// <param name="Problem">The last file that could not be read, or why predictions cannot be joined.</param>
public sealed record LabelFigures(
    string Metric, double? Value, double? Low, double? High, double? Holdout, long Labelled, long Waiting, long Unlabelled,
    long Unjoined, long Lost, int Sampled, DateTimeOffset? Newest, string? Problem = null);
