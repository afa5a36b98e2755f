using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.ResourceManager;
using Landfall.AzureMachineLearning;

namespace Landfall.Adapters.Tests.AzureMachineLearning;

/// <summary>
/// Azure Resource Manager behind the transport of the Azure pipeline, with one workspace: paths, answers and errors as in
/// the REST reference of Microsoft.MachineLearningServices, 2024-10-01.
/// </summary>
internal sealed class FakeWorkspace : HttpMessageHandler
{
    public const string Id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-science/providers/"
        + "Microsoft.MachineLearningServices/workspaces/ml-science";

    private readonly Dictionary<string, JsonObject> resources = new(StringComparer.Ordinal);

    /// <summary>"PUT …/models/flights" with the path after the workspace's id, and the body behind it, if any.</summary>
    public List<(string Call, JsonNode? Body)> Exchanges { get; } = [];

    public IEnumerable<string> Calls => Exchanges.Select(exchange => exchange.Call);

    /// <summary>Answers instead of the workspace, where a test wants something else.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> Instead { get; set; } = _ => null;

    public WorkspaceMirror Mirror()
    {
        var options = new ArmClientOptions { Transport = new HttpClientTransport(new HttpClient(this)) };
        options.Retry.MaxRetries = 0;
        return new(new OwnIdentity(), options);
    }

    /// <summary>What somebody has put there.</summary>
    public void Put(string path, JsonObject properties) => resources[path] = properties;

    public JsonObject Properties(string path) => resources[path];

    public static HttpResponseMessage Refuse(HttpStatusCode status, string code, string message) =>
        Json(status, new() { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        Assert.Equal("https://management.azure.com", address.GetLeftPart(UriPartial.Authority));
        Assert.Equal("?api-version=2024-10-01", address.Query);
        Assert.Equal("Bearer own", request.Headers.Authorization?.ToString());
        Assert.StartsWith(Id, address.AbsolutePath, StringComparison.Ordinal);
        var path = address.AbsolutePath[Id.Length..];
        var body = request.Content is { } content ? JsonNode.Parse(await content.ReadAsStringAsync(cancellationToken)) : null;
        Exchanges.Add(($"{request.Method} {path}", body));
        if (Instead(request) is { } other)
            return other;

        if (request.Method == HttpMethod.Put)
        {
            var status = resources.ContainsKey(path) ? HttpStatusCode.OK : HttpStatusCode.Created;
            resources[path] = (JsonObject)body!["properties"]!.DeepClone();
            return Json(status, Resource(path));
        }

        return resources.ContainsKey(path)
            ? Json(HttpStatusCode.OK, Resource(path))
            : Refuse(HttpStatusCode.NotFound, "UserError", $"{path} was not found.");
    }

    private JsonObject Resource(string path)
    {
        var properties = (JsonObject)resources[path].DeepClone();
        properties["provisioningState"] = "Succeeded";
        return new()
        {
            ["id"] = Id + path,
            ["name"] = path[(path.LastIndexOf('/') + 1)..],
            ["type"] = $"Microsoft.MachineLearningServices/workspaces/models{(path.Contains("/versions/", StringComparison.Ordinal) ? "/versions" : "")}",
            ["properties"] = properties,
        };
    }

    private static HttpResponseMessage Json(HttpStatusCode status, JsonObject body) =>
        new(status) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };

    private sealed class OwnIdentity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new("own", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
