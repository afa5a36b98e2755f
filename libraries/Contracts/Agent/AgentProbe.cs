namespace Landfall.Contracts.Agent;

/// <summary>
/// What made-up requests came to, as <c>GET /landfall/probe</c> answers. They are in none of the counters and in no prediction log.
/// </summary>
/// <param name="Asked">How many were sent; 0 where none could be.</param>
/// <param name="Failed">Answered with 500 or above, or not at all.</param>
/// <param name="Slow">Took longer than a request may.</param>
/// <param name="Why">Why none could be sent; null where some were.</param>
public sealed record AgentProbe(string Version, int Asked, int Failed, int Slow, string? Why = null);
