namespace Landfall.Contracts;

/// <summary>What a model's route in the cluster said when it was last read.</summary>
/// <param name="Run">Whose write it is; null where the route does not say.</param>
/// <param name="At">When it was read.</param>
public sealed record SeenRoute(RouteRef Route, Weights Weights, string? Run, DateTimeOffset At);
