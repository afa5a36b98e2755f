using System.Net;
using Landfall.Local.Cluster.Api;
using Landfall.Local.Cluster.Kinds;
using Landfall.Local.Cluster.Kubelet;
using Landfall.Local.Cluster.Store;

namespace Landfall.Local.Cluster;

/// <summary>Which ready pods stand behind a Service, and on which host ports.</summary>
internal sealed class Endpoints(ObjectStore store)
{
    /// <summary>Empty when the Service, its port, or a ready pod is missing.</summary>
    public IReadOnlyList<IPEndPoint> Resolve(string ns, string name, int port)
    {
        var service = store.Get(KindTable.Service, ns, name);
        var chosen = service.Items("spec", "ports").FirstOrDefault(candidate => candidate.Number("port") == port);
        var selector = service.Map("spec", "selector");
        if (chosen is null || selector.Count == 0)
            return [];
        var labels = LabelSelector.Equal(selector);
        return
        [
            .. store.List(KindTable.Pod, ns).Items
                .Where(pod => !pod.IsDying() && pod.IsTrue("Ready") && labels.Matches(pod))
                .Select(pod => HostPorts.Resolve(pod, chosen["targetPort"])).OfType<int>()
                .Select(host => new IPEndPoint(IPAddress.Loopback, host)),
        ];
    }
}
