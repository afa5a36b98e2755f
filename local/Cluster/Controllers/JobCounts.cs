namespace Landfall.Local.Cluster.Controllers;

/// <summary>Counts of a Job's pods, those already counted included.</summary>
internal sealed record JobCounts(int Active, int Ready, int Terminating, int Succeeded, int Failed);
