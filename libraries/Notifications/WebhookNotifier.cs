using System.Text;
using System.Text.Json;
using Landfall.Contracts;
using Landfall.Domain.Notifications;

namespace Landfall.Notifications;

/// <summary>Posts messages as JSON, signed by the rules of Standard Webhooks (https://www.standardwebhooks.com).</summary>
public sealed class WebhookNotifier : INotifier
{
    private readonly Uri address;
    private readonly WebhookSignature signature;
    private readonly HttpClient http;
    private readonly TimeProvider time;

    /// <param name="secret"><c>whsec_</c> and at least 24 bytes in base64.</param>
    /// <exception cref="InvalidOperationException">The address is not https (or loopback), or the secret is not as said.</exception>
    public WebhookNotifier(Uri address, string? secret, HttpClient http, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!SecureAddress.Is(address))
            throw new InvalidOperationException("Notifications:Webhook must be an https address: it carries personal links.");
        (this.address, this.http, this.time) = (address, http, time);
        signature = new(secret, "Notifications:WebhookSecret");
    }

    /// <summary>A message that is sent again has the same id, by which its receiver knows it.</summary>
    /// <exception cref="HttpRequestException">The receiver did not answer with success; worth repeating.</exception>
    public async Task Send(Notification notification, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(notification);
        var body = JsonSerializer.Serialize(
            new { type = "landfall.notification", timestamp = time.GetUtcNow(), data = notification }, JsonSerializerOptions.Web);
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        signature.Sign(request, notification.Id, time.GetUtcNow(), body);
        using var answer = await http.SendAsync(request, cancel);
        answer.EnsureSuccessStatusCode();
    }
}
