namespace Landfall.Worker;

/// <param name="Recursive">Whether sub-orchestrations go too. Hubs behind the Functions host ignore it.</param>
public sealed record PurgeInstanceOptions(bool Recursive = false);
