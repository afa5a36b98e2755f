namespace Landfall.Local.Cluster.Kubelet;

/// <summary>What to start: program and arguments, environment, folder.</summary>
internal sealed record ContainerCommand(
    IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, string WorkingDirectory);
