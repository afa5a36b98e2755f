namespace Landfall.Worker;

/// <summary>Says whether to try again at once.</summary>
public delegate bool RetryHandler(RetryContext retryContext);
