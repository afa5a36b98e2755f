namespace Landfall.Contracts.Agent;

/// <summary>Headers between gateway, agent and client.</summary>
public static class AgentHeaders
{
    /// <summary>Set by the gateway on every request of a rule: the stratum it is counted in.</summary>
    public const string Stratum = "x-landfall-stratum";

    /// <summary><c>true</c> on the copy of a request that is mirrored to a candidate.</summary>
    public const string Mirror = "x-landfall-mirror";

    /// <summary>Kept when present, else made; the same on a request and its mirrored copy.</summary>
    public const string RequestId = "x-request-id";

    /// <summary>The model version that answered.</summary>
    public const string Version = "x-landfall-version";

    /// <summary>
    /// The version that failed before another one answered in its place; on the request that is passed on and on the answer.
    /// </summary>
    public const string FallbackFrom = "x-landfall-fallback-from";

    /// <summary>The stratum of requests that are answered in another version's place. No judge reads it.</summary>
    public const string FallbackStratum = "fallback";

    /// <summary>Who asked, for counting in clusters.</summary>
    public const string ClientId = "x-client-id";

    /// <summary>The cookie that says who asked where the header does not.</summary>
    public const string ClientCookie = "landfall-client";
}
