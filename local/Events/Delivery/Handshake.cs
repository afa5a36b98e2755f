using System.Net.Http.Json;
using System.Text.Json;

namespace Landfall.Local.Events;

internal sealed record ValidationData(string ValidationCode, string ValidationUrl);

internal sealed record ValidationAnswer(string? ValidationResponse);

/// <summary>An endpoint refused the events it would get, or did not answer the handshake.</summary>
public sealed class SubscriptionRefusedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Asks an endpoint whether it wants the events, before the first one is sent.</summary>
internal sealed class Handshake(HttpClient http, TimeProvider time)
{
    public const string Origin = "eventgrid.azure.net";

    /// <exception cref="SubscriptionRefusedException">Says what was sent, answered and expected.</exception>
    public async Task<SubscriptionState> AskAsync(
        EventSubscription subscription, string code, Uri manual, CancellationToken cancel)
    {
        try
        {
            return subscription.Schema == EventSchemaKind.EventGrid
                ? await AskEventGridAsync(subscription, code, manual, cancel)
                : await AskCloudEventsAsync(subscription, manual, cancel);
        }
        catch (Exception unreachable) when (
            unreachable is HttpRequestException || (unreachable is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new SubscriptionRefusedException(
                $"The endpoint {subscription.Endpoint} of event subscription \"{subscription.Name}\" does not answer: "
                + $"{unreachable.Message} Start the app behind it, then subscribe again.", unreachable);
        }
    }

    private async Task<SubscriptionState> AskEventGridAsync(
        EventSubscription subscription, string code, Uri manual, CancellationToken cancel)
    {
        var question = new GridEvent
        {
            Id = Guid.NewGuid().ToString(),
            Topic = EventTopics.ResourceOf(subscription.Topic),
            Subject = "",
            EventType = "Microsoft.EventGrid.SubscriptionValidationEvent",
            EventTime = time.GetUtcNow(),
            Data = JsonSerializer.SerializeToElement(
                new ValidationData(code, manual.ToString()), EventJson.Default.ValidationData),
            DataVersion = "2",
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, subscription.Endpoint)
        {
            Content = JsonContent.Create<GridEvent[]>([question], EventJson.Default.GridEventArray),
        };
        request.Headers.Add("aeg-event-type", "SubscriptionValidation");
        request.Headers.Add("aeg-subscription-name", subscription.Name.ToUpperInvariant());
        using var response = await http.SendAsync(request, cancel);
        if (!response.IsSuccessStatusCode)
            throw Refused(subscription, "SubscriptionValidation", response, "200 with the validation code");

        var answer = await ReadAnswerAsync(response, cancel);
        if (answer is null)
            return SubscriptionState.AwaitingManualAction;
        return answer == code
            ? SubscriptionState.Active
            : throw Refused(subscription, "SubscriptionValidation", response, "the code that was sent, not another");
    }

    private async Task<SubscriptionState> AskCloudEventsAsync(
        EventSubscription subscription, Uri manual, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, subscription.Endpoint);
        request.Headers.Add("WebHook-Request-Origin", Origin);
        request.Headers.Add("WebHook-Request-Callback", manual.ToString());
        using var response = await http.SendAsync(request, cancel);

        var isAllowed = response.IsSuccessStatusCode
            && response.Headers.TryGetValues("WebHook-Allowed-Origin", out var origins)
            && origins.Any(origin => origin is "*" or Origin);
        return isAllowed
            ? SubscriptionState.Active
            : throw Refused(subscription, "OPTIONS", response, $"200 with WebHook-Allowed-Origin: {Origin}");
    }

    private static async Task<string?> ReadAnswerAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        try
        {
            // The Functions host says text/plain and means JSON: only the content counts.
            var text = await response.Content.ReadAsStringAsync(cancel);
            return JsonSerializer.Deserialize(text, EventJson.Default.ValidationAnswer)?.ValidationResponse;
        }
        catch (JsonException)
        {
            // An endpoint that answers 200 with something else is validated by hand, as Event Grid has it.
            return null;
        }
    }

    private static SubscriptionRefusedException Refused(
        EventSubscription subscription, string sent, HttpResponseMessage response, string expected) => new(
            $"The endpoint {subscription.Endpoint} of event subscription \"{subscription.Name}\" answered {sent} with "
            + $"{(int)response.StatusCode} {response.ReasonPhrase}; expected {expected}. "
            + "Check the address, and that the app behind it has the trigger.");
}
