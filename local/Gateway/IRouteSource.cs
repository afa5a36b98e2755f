using System.Net;
using System.Text.Json.Nodes;

namespace Landfall.Local.Gateway;

/// <summary>Where the gateway learns what to do: the cluster. All members may be called from any thread.</summary>
public interface IRouteSource
{
    /// <summary>Every HTTPRoute (gateway.networking.k8s.io/v1) as stored now. The gateway only reads.</summary>
    /// <remarks>JsonObject is not safe to read from two threads: hand out copies.</remarks>
    IReadOnlyList<JsonObject> Routes();

    /// <summary>Raised after a route or its status has changed; may be raised too often, never too seldom.</summary>
    event Action? Changed;

    /// <summary>The ready endpoints of a service's port, now; may be empty. Asked on every request.</summary>
    IReadOnlyList<IPEndPoint> Endpoints(string @namespace, string service, int port);
}
