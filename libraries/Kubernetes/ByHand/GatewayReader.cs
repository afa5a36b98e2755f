using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Landfall.Domain.Serving;
using Landfall.Domain.Serving.Gateways;

namespace Landfall.Kubernetes.ByHand;

/// <summary>
/// Reads what a cluster says of its gateway, with the rights of the person who calls. A refusal is an answer too; only a cluster that
/// cannot be reached is a failure.
/// </summary>
public sealed class GatewayReader(ClusterClient cluster)
{
    private const string Api = $"{RouteManifest.Group}/{RouteManifest.Version}";

    /// <exception cref="ClusterUnavailableException">The cluster does not answer, or does not know this kubeconfig.</exception>
    public async Task<GatewayFacts> Read(GatewayNeeds needs, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(needs);
        var (name, space) = (Uri.EscapeDataString(needs.Gateway.Name), Uri.EscapeDataString(needs.Gateway.Namespace));
        var resources = await Get($"apis/{Api}", cancel);
        var schema = await Get($"openapi/v3/apis/{Api}", cancel);
        var gateway = await Get($"apis/{Api}/namespaces/{space}/gateways/{name}", cancel);
        var className = gateway.Body?["spec"]?["gatewayClassName"]?.ToString();
        return new(
            resources, schema, gateway,
            className is null ? ClusterRead.NotAsked : await Get($"apis/{Api}/gatewayclasses/{Uri.EscapeDataString(className)}", cancel),
            await Get($"api/v1/namespaces/{Uri.EscapeDataString(needs.Namespace)}", cancel),
            await Rights(needs.Namespace, cancel));
    }

    private async Task<IReadOnlyDictionary<AccessRight, ClusterRead>> Rights(string space, CancellationToken cancel)
    {
        var answers = new Dictionary<AccessRight, ClusterRead>();
        foreach (var right in GatewayRights.All)
        {
            var review = new JsonObject
            {
                ["apiVersion"] = "authorization.k8s.io/v1",
                ["kind"] = "SelfSubjectAccessReview",
                ["spec"] = new JsonObject
                {
                    ["resourceAttributes"] = new JsonObject
                    {
                        ["namespace"] = space,
                        ["group"] = right.Group,
                        ["resource"] = right.Resource,
                        ["verb"] = right.Verb,
                    },
                },
            };
            answers[right] = await Send(HttpMethod.Post, "apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review, cancel);
        }

        return answers;
    }

    private Task<ClusterRead> Get(string path, CancellationToken cancel) => Send(HttpMethod.Get, path, null, cancel);

    private Task<ClusterRead> Send(HttpMethod method, string path, JsonObject? body, CancellationToken cancel) => cluster.Call(
        $"ask for {path}",
        async (client, stop) =>
        {
            var api = (k8s.Kubernetes)client;
            using var request = new HttpRequestMessage(method, new Uri(api.BaseUri, path));
            request.Headers.Accept.ParseAdd("application/json");
            if (body is not null)
                request.Content = JsonContent.Create(body);
            if (api.Credentials is { } credentials)
                await credentials.ProcessHttpRequestAsync(request, stop);

            using var answer = await api.HttpClient.SendAsync(request, stop);
            var status = (int)answer.StatusCode;
            return status == 401
                ? throw new ClusterUnavailableException($"Could not ask for {path}: the cluster does not accept this kubeconfig (401).")
                : new ClusterRead(status, Object(await answer.Content.ReadAsStringAsync(stop)));
        },
        cancel);

    /// <returns>Null for what is no JSON object: a proxy's page, or the text of a plain 404.</returns>
    private static JsonObject? Object(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
