namespace Landfall.Local.Cluster.Kubelet;

/// <summary>A volume or a variable that cannot be given yet: the pod waits and is tried again.</summary>
internal sealed class MountException(string message) : Exception(message);
