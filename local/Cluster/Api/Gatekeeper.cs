using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Landfall.Local.Cluster.Api;

/// <summary>
/// This server starts processes, so it listens to nobody but the holder of the token on this machine: a web page that
/// reaches it through a browser is stopped by the Host and Origin checks.
/// </summary>
internal sealed class Gatekeeper(string token)
{
    private readonly byte[] _expected = Encoding.UTF8.GetBytes("Bearer " + token);

    /// <exception cref="ApiException">403 for a foreign host or origin, 401 for a wrong token, 403 for none.</exception>
    public void Check(HttpContext http)
    {
        var request = http.Request;
        if (!IsLocal(request.Host.Host))
            throw new ApiException(403, "Forbidden", $"host '{request.Host.Host}' is not this machine: use 127.0.0.1 or localhost");
        if (request.Headers.Origin.ToString() is { Length: > 0 } origin
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && IsLocal(uri.Host)))
        {
            throw new ApiException(403, "Forbidden", $"origin '{origin}' may not use the local cluster");
        }
        if (request.Path.Value is "/version" or "/healthz" or "/readyz" or "/livez")
            return;
        var given = request.Headers.Authorization.ToString();
        if (given.Length == 0)
            throw new ApiException(403, "Forbidden", $"forbidden: User \"system:anonymous\" cannot get path \"{request.Path}\"; " +
                "use the kubeconfig that the local cluster wrote", []);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), _expected))
            throw new ApiException(401, "Unauthorized", "Unauthorized");
    }

    private static bool IsLocal(string host) =>
        host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
