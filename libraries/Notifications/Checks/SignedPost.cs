using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Landfall.Contracts.Documents;
using Landfall.Domain.Checks;

namespace Landfall.Notifications.Checks;

/// <summary>A POST of JSON, signed by the rules of Standard Webhooks; its id is the check's, whenever it is sent again.</summary>
internal sealed class SignedPost(CheckSpec check, Uri address) : ICheckApi
{
    public HttpRequestMessage Request(CheckMessage message, string secret, DateTimeOffset now)
    {
        var signature = new WebhookSignature(secret, $"Checks__Secrets__{check.Secret}");
        var body = new JsonObject
        {
            ["type"] = "landfall.check.requested",
            ["timestamp"] = now,
            ["data"] = new JsonObject
            {
                ["subject"] = JsonNode.Parse(message.Subject.Json()),
                ["inputs"] = new JsonObject(check.Given.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
                ["callback"] = message.Callback.AbsoluteUri,
            },
        }.ToJsonString();
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        signature.Sign(request, message.Subject.Id, now, body);
        return request;
    }

    public Uri? Page(string answer) => null;

    public string Hint(HttpStatusCode status) => status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
        ? $" Does it hold the same secret as Checks__Secrets__{check.Secret}?"
        : "";
}
