using System.Security.Cryptography;
using System.Text;
using Landfall.Contracts.Agent;

namespace Landfall.Agent.Serving;

/// <summary>What the agent takes from a request's headers. All of it comes from outside and is bounded.</summary>
internal sealed record RequestFacts(string Id, string Stratum, bool Mirror, int Client)
{
    private const int MaxLength = 128;
    private const string NoStratum = "none";

    public static RequestFacts Of(HttpContext http)
    {
        var headers = http.Request.Headers;
        var id = IdOf(headers[AgentHeaders.RequestId].ToString());
        var client = Bounded(headers[AgentHeaders.ClientId].ToString())
            ?? Bounded(http.Request.Cookies[AgentHeaders.ClientCookie])
            ?? Bounded(headers["x-forwarded-for"].ToString())
            ?? http.Connection.RemoteIpAddress?.ToString()
            ?? "";

        return new(
            id ?? Guid.NewGuid().ToString("N"),
            Bounded(headers[AgentHeaders.Stratum].ToString()) ?? NoStratum,
            headers[AgentHeaders.Mirror] == "true",
            string.GetHashCode(client, StringComparison.Ordinal));
    }

    /// <summary>
    /// An id goes back in a header, and there it must be printable. Another one is replaced by what all agents make of it,
    /// so that a request and its copy still have the same.
    /// </summary>
    private static string? IdOf(string text) => text.All(c => c is > ' ' and <= '~')
        ? Bounded(text)
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string? Bounded(string? text) => string.IsNullOrEmpty(text) ? null : text[..Math.Min(text.Length, MaxLength)];
}
