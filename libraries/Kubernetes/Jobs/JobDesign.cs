using k8s.Models;
using Landfall.Domain.Storage;

namespace Landfall.Kubernetes.Jobs;

/// <summary>What an app wants to run: a pod, where, and which containers of the storage account it may reach.</summary>
/// <param name="Links">Become keys of the Job's Secret, made anew for each Job and gone with it.</param>
/// <param name="Queue">The Kueue LocalQueue that admits the Job; null for none.</param>
public sealed record JobDesign(string Namespace, V1PodSpec Pod, IReadOnlyList<JobLink> Links, string? Queue = null);

/// <param name="Key">The key within the Secret, which the pod's variables name.</param>
public sealed record JobLink(string Key, string Container, ContainerAccess Access);
