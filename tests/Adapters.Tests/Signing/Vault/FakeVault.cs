using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using Landfall.Hosting.Signing.Vault;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Adapters.Tests.Signing.Vault;

/// <summary>
/// A vault behind the transport of the Azure pipeline: paths, bodies and refusals as in the service's REST reference,
/// with keys that really sign. The private keys stay in here.
/// </summary>
internal sealed class FakeVault : HttpMessageHandler
{
    public const string Name = "landfall-versions";
    private const int PageSize = 2;

    private readonly List<Version> versions = [];

    public static Uri Address { get; } = new("https://kv-lf-dev.vault.azure.net/");

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>"GET /keys/landfall-versions", "POST /keys/landfall-versions/…/sign".</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Answers instead of the vault, where a test wants something else.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> Instead { get; set; } = _ => null;

    public VaultKey Key() => new(Client(), Name, Time);

    public KeyVaultClient Client()
    {
        var options = new KeyVaultClientOptions { Transport = new HttpClientTransport(new HttpClient(this)) };
        (options.Retry.MaxRetries, options.Retry.Delay, options.Retry.MaxDelay) = (1, TimeSpan.Zero, TimeSpan.Zero);
        return new(Address, new OwnIdentity(), options);
    }

    /// <summary>A new version, which is current from now on.</summary>
    public string Rotate(ECDsa? key = null)
    {
        var version = new Version(Guid.NewGuid().ToString("N"), key ?? ECDsa.Create(ECCurve.NamedCurves.nistP256));
        versions.Add(version);
        return version.Name;
    }

    public void Disable(string version) => versions.Single(one => one.Name == version).Enabled = false;

    public int CountOf(string call) => Calls.Count(one => one.StartsWith(call, StringComparison.Ordinal));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        Calls.Add($"{request.Method} {address.AbsolutePath}");
        Assert.Equal("Bearer token-for-https://vault.azure.net/.default", request.Headers.Authorization?.ToString());
        Assert.Contains("api-version=7.4", address.Query, StringComparison.Ordinal);
        if (Instead(request) is { } other)
            return other;

        var parts = address.AbsolutePath.Trim('/').Split('/');
        return parts switch
        {
            ["keys", Name] when versions.Count > 0 => Json(HttpStatusCode.OK, Bundle(versions[^1])),
            ["keys", Name, "versions"] => Json(HttpStatusCode.OK, Page(address)),
            ["keys", Name, var name] when Find(name) is { } version => Json(HttpStatusCode.OK, Bundle(version)),
            ["keys", Name, var name, "sign"] when Find(name) is { } version => await Sign(version, request, cancellationToken),
            _ => Refuse(HttpStatusCode.NotFound, "KeyNotFound", $"A key with (name/id) {parts[1]} was not found in this key vault."),
        };
    }

    public static HttpResponseMessage Refuse(HttpStatusCode status, string code, string message, string? inner = null)
    {
        var error = new JsonObject { ["code"] = code, ["message"] = message };
        if (inner is not null)
            error["innererror"] = new JsonObject { ["code"] = inner };
        return Json(status, new JsonObject { ["error"] = error });
    }

    private static async Task<HttpResponseMessage> Sign(Version version, HttpRequestMessage request, CancellationToken cancel)
    {
        var question = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancel))!;
        Assert.Equal("ES256", (string?)question["alg"]);
        if (!version.Enabled)
            return Refuse(
                HttpStatusCode.Forbidden, "Forbidden", "Operation sign is not allowed on a disabled key.", "KeyDisabled");

        var signature = version.Key.SignHash(Base64Url.DecodeFromChars((string)question["value"]!));
        return Json(HttpStatusCode.OK, new JsonObject
        {
            ["kid"] = AddressOf(version),
            ["value"] = Base64Url.EncodeToString(signature),
        });
    }

    /// <summary>The service names its port in the next page's address.</summary>
    private JsonObject Page(Uri address)
    {
        var skip = address.Query.Split('&').FirstOrDefault(part => part.StartsWith("$skiptoken=", StringComparison.Ordinal)) is { } token
            ? int.Parse(token.Split('=')[1], System.Globalization.CultureInfo.InvariantCulture)
            : 0;
        var items = versions.Skip(skip).Take(PageSize)
            .Select(JsonNode (version) => new JsonObject { ["kid"] = AddressOf(version), ["attributes"] = Attributes(version) });
        return new()
        {
            ["value"] = new JsonArray([.. items]),
            ["nextLink"] = skip + PageSize < versions.Count
                ? $"https://kv-lf-dev.vault.azure.net:443/keys/{Name}/versions?api-version=7.4&$skiptoken={skip + PageSize}&maxresults=25"
                : null,
        };
    }

    private static JsonObject Bundle(Version version)
    {
        var point = version.Key.ExportParameters(includePrivateParameters: false).Q;
        return new()
        {
            ["key"] = new JsonObject
            {
                ["kid"] = AddressOf(version),
                ["kty"] = "EC",
                ["key_ops"] = new JsonArray("sign", "verify"),
                ["crv"] = $"P-{version.Key.KeySize}",
                ["x"] = Base64Url.EncodeToString(point.X),
                ["y"] = Base64Url.EncodeToString(point.Y),
            },
            ["attributes"] = Attributes(version),
            ["tags"] = new JsonObject(),
        };
    }

    private static JsonObject Attributes(Version version) => new()
    {
        ["enabled"] = version.Enabled,
        ["created"] = 1493942451,
        ["updated"] = 1493942451,
        ["recoveryLevel"] = "Recoverable",
        ["recoverableDays"] = 90,
        ["exportable"] = false,
    };

    private static string AddressOf(Version version) => $"{Address}keys/{Name}/{version.Name}";

    private Version? Find(string name) => versions.FirstOrDefault(version => version.Name == name);

    private static HttpResponseMessage Json(HttpStatusCode status, JsonObject body) => new(status)
    {
        Content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
    };

    private sealed record Version(string Name, ECDsa Key)
    {
        public bool Enabled { get; set; } = true;
    }

    /// <summary>What a managed identity would give.</summary>
    private sealed class OwnIdentity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new($"token-for-{requestContext.Scopes[0]}", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
