namespace Landfall.Local.Cluster;

/// <summary>An object was created, changed or removed.</summary>
/// <param name="Kind">For example <c>HTTPRoute</c> or <c>Pod</c>.</param>
/// <param name="Namespace">Empty for kinds without one.</param>
/// <param name="Name">The object's name.</param>
public readonly record struct ClusterChange(string Kind, string Namespace, string Name);
