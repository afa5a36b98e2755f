namespace Landfall.Worker;

/// <param name="Output">Shown as the instance's output.</param>
/// <param name="Recursive">Whether sub-orchestrations end too. Hubs behind the Functions host ignore it.</param>
public sealed record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
