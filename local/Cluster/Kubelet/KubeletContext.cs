using Landfall.Local.Cluster.Controllers;
using Landfall.Local.Cluster.Images;

namespace Landfall.Local.Cluster.Kubelet;

/// <summary>What the pods' workers share.</summary>
internal sealed record KubeletContext(
    ControllerContext Cluster, ImageCatalog Images, string Folder, string Launcher, TimeSpan RestartDelay, ServiceDoors Services)
{
    public TimeProvider Time => Cluster.Time;

    public static TimeSpan Tick { get; } = TimeSpan.FromMilliseconds(50);
}
