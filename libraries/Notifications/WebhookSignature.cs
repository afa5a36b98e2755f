using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Landfall.Notifications;

/// <summary>Signs posts by the rules of Standard Webhooks (https://www.standardwebhooks.com).</summary>
internal sealed class WebhookSignature
{
    private const string Prefix = "whsec_";
    private const int FewestBytes = 24;
    private readonly byte[] secret;

    /// <param name="text"><c>whsec_</c> and at least 24 bytes in base64.</param>
    /// <param name="name">Where it comes from, for the error.</param>
    /// <exception cref="InvalidOperationException">It is not as said.</exception>
    public WebhookSignature(string? text, string name)
    {
        var key = new byte[text?.Length ?? 0];
        secret = text is not null && text.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[Prefix.Length..], key, out var length) && length >= FewestBytes
            ? key[..length]
            : throw new InvalidOperationException($"{name} must be {Prefix} followed by at least {FewestBytes} bytes in base64.");
    }

    /// <param name="id">The same whenever the same is sent again.</param>
    public void Sign(HttpRequestMessage request, string id, DateTimeOffset now, string body)
    {
        ArgumentNullException.ThrowIfNull(request);
        var stamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{id}.{stamp}.{body}"));
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", stamp);
        request.Headers.Add("webhook-signature", $"v1,{Convert.ToBase64String(signature)}");
    }
}
