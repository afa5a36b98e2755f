using Landfall.Local.Cluster.Kinds;

namespace Landfall.Local.Cluster.Store;

/// <summary>Where an object stands in the store; the namespace is empty for kinds without one.</summary>
internal readonly record struct ObjectKey(ApiKind Kind, string Namespace, string Name)
{
    public override string ToString() =>
        Namespace.Length == 0 ? $"{Kind.Qualified}/{Name}" : $"{Kind.Qualified}/{Namespace}/{Name}";
}
