using System.Net.Http.Headers;
using System.Text.Json;

namespace Landfall.Local.Events;

/// <summary>Sends one event once and says what it met.</summary>
internal sealed class EventSender(HttpClient http, TimeProvider time)
{
    /// <summary>Event Grid waits 30 seconds for an answer.</summary>
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);

    public async Task<AttemptResult> SendAsync(Delivery delivery, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(AnswerLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            using var request = Request(delivery);
            using var response = await http.SendAsync(request, either.Token);
            return new AttemptResult(response.StatusCode, $"{(int)response.StatusCode} {response.ReasonPhrase}");
        }
        catch (HttpRequestException unreachable)
        {
            return new AttemptResult(null, unreachable.Message);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new AttemptResult(null, $"no answer within {AnswerLimit.TotalSeconds} s");
        }
    }

    private static HttpRequestMessage Request(Delivery delivery)
    {
        var subscription = delivery.Subscription;
        var isCloud = subscription.Schema == EventSchemaKind.CloudEvents;
        var body = isCloud
            ? JsonSerializer.SerializeToUtf8Bytes(CloudEvent.Of(delivery.Event), EventJson.Default.CloudEvent)
            : JsonSerializer.SerializeToUtf8Bytes([delivery.Event], EventJson.Default.GridEventArray);
        var request = new HttpRequestMessage(HttpMethod.Post, subscription.Endpoint)
        {
            Content = new ByteArrayContent(body),
        };
        var type = isCloud ? "application/cloudevents+json" : "application/json";
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type, "utf-8");
        request.Headers.Add("aeg-event-type", "Notification");
        request.Headers.Add("aeg-subscription-name", subscription.Name.ToUpperInvariant());
        request.Headers.Add("aeg-delivery-count", $"{delivery.Attempts}");
        request.Headers.Add("aeg-data-version", delivery.Event.DataVersion);
        request.Headers.Add("aeg-metadata-version", delivery.Event.MetadataVersion);
        return request;
    }
}
