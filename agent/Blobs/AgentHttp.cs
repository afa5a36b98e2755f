namespace Landfall.Agent;

internal static class AgentHttp
{
    /// <summary>For storage: patient, without following anybody elsewhere.</summary>
    public static HttpClient Storage() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
    })
    {
        Timeout = TimeSpan.FromMinutes(10),
    };
}
