using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Landfall.Domain.Notifications;

namespace Landfall.Notifications;

/// <summary>Posts messages as JSON, signed by the rules of Standard Webhooks (https://www.standardwebhooks.com).</summary>
public sealed class WebhookNotifier : INotifier
{
    private const string SecretPrefix = "whsec_";
    private readonly Uri address;
    private readonly byte[] secret;
    private readonly HttpClient http;
    private readonly TimeProvider time;

    /// <param name="secret"><c>whsec_</c> and at least 24 bytes in base64.</param>
    /// <exception cref="InvalidOperationException">The address is not https (or loopback), or the secret is not as said.</exception>
    public WebhookNotifier(Uri address, string? secret, HttpClient http, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
            throw new InvalidOperationException("Notifications:Webhook must be an https address: it carries personal links.");
        (this.address, this.http, this.time, this.secret) = (address, http, time, Decode(secret));
    }

    /// <summary>A message that is sent again has the same id, by which its receiver knows it.</summary>
    /// <exception cref="HttpRequestException">The receiver did not answer with success; worth repeating.</exception>
    public async Task Send(Notification notification, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(notification);
        var body = JsonSerializer.Serialize(
            new { type = "landfall.notification", timestamp = time.GetUtcNow(), data = notification }, JsonSerializerOptions.Web);
        var id = notification.Id;
        var stamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{id}.{stamp}.{body}"));

        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", stamp);
        request.Headers.Add("webhook-signature", $"v1,{Convert.ToBase64String(signature)}");
        using var answer = await http.SendAsync(request, cancel);
        answer.EnsureSuccessStatusCode();
    }

    private static byte[] Decode(string? text)
    {
        var key = new byte[text?.Length ?? 0];
        return text is not null && text.StartsWith(SecretPrefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[SecretPrefix.Length..], key, out var length) && length >= 24
            ? key[..length]
            : throw new InvalidOperationException(
                "Notifications:WebhookSecret must be whsec_ followed by at least 24 bytes in base64.");
    }
}
