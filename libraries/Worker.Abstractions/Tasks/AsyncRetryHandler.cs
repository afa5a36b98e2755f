namespace Landfall.Worker;

/// <summary>Says whether to try again; may wait on durable timers first.</summary>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
