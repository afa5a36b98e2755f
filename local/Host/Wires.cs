using Grpc.Core.Interceptors;

namespace Landfall.Local.Host;

/// <summary>
/// What stands between the parts that talk to each other: nothing, except where a test of faults puts something there.
/// </summary>
public sealed record Wires
{
    /// <summary>Around every request to the handler of an app: the app's name and what sends the request.</summary>
    public Func<string, HttpMessageHandler, HttpMessageHandler> ToHandler { get; init; } = static (_, direct) => direct;

    /// <summary>Around every call that an app makes to the task hub.</summary>
    public Interceptor? ToTaskHub { get; init; }
}
