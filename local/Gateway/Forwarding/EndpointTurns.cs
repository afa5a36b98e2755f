using System.Collections.Concurrent;
using System.Net;

namespace Landfall.Local.Gateway;

/// <summary>Takes the ready endpoints of each backend in turn.</summary>
internal sealed class EndpointTurns(IRouteSource source)
{
    private readonly ConcurrentDictionary<Backend, Turn> turns = new();

    /// <param name="without">An endpoint that has just refused; it is taken again only if it is the only one.</param>
    public IPEndPoint? Next(Backend backend, IPEndPoint? without = null)
    {
        var ready = source.Endpoints(backend.Namespace, backend.Service, backend.Port);
        // A second try takes no turn: it would make the next request meet the same refusal.
        if (without is not null)
            return ready.FirstOrDefault(endpoint => !endpoint.Equals(without)) ?? ready.FirstOrDefault();
        return ready.Count == 0 ? null : ready[turns.GetOrAdd(backend, _ => new Turn()).Next(ready.Count)];
    }

    private sealed class Turn
    {
        private uint turn;

        public int Next(int count) => (int)(Interlocked.Increment(ref turn) % (uint)count);
    }
}
