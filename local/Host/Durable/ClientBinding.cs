using System.Text.Json.Nodes;
using Landfall.Local.Host.Invocation;

namespace Landfall.Local.Host.Durable;

/// <summary>
/// What a durableClient binding hands to a function: where the task hub listens and how to manage it.
/// </summary>
internal sealed record ClientBinding(string TaskHub, Uri Rpc, string SystemKey)
{
    /// <summary>The value as recorded: JSON in a JSON string, in a JSON string.</summary>
    public JsonNode Value(Uri app) => InvocationBody.Text(InvocationBody.Compact(new JsonObject
    {
        ["taskHubName"] = TaskHub,
        ["connectionName"] = null,
        ["creationUrls"] = null,
        ["managementUrls"] = null,
        ["baseUrl"] = null,
        ["requiredQueryStringParameters"] = $"code={SystemKey}",
        ["rpcBaseUrl"] = Rpc.GetLeftPart(UriPartial.Authority),
        ["httpBaseUrl"] = new Uri(app, "runtime/webhooks/durabletask").ToString(),
        ["maxGrpcMessageSizeInBytes"] = 4194304,
        ["grpcHttpClientTimeout"] = "\"00:01:40\""
    }));
}
