using System.Net;
using System.Text;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Events;
using Landfall.Domain.Storage;
using Microsoft.Extensions.Configuration;

namespace Landfall.Notifications;

/// <summary>
/// Posts CloudEvents in structured mode, signed. The secret of a target is the setting <c>Notifications__Secrets__name</c>: a
/// document names it and never holds it.
/// </summary>
public sealed class EventPost(IConfiguration configuration, HttpClient http, TimeProvider time) : IEventPost
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task Post(EventTargetSpec target, CloudEvent message, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(message);
        var body = message.Json();
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(target))
        {
            Content = new StringContent(body, Encoding.UTF8, CloudEvent.MediaType),
        };
        SignatureOf(target).Sign(request, message.Id, time.GetUtcNow(), body);

        using var answer = await Send(target, request, cancel);
        if (answer.StatusCode == HttpStatusCode.Gone)
            throw new TerminalFailure($"{target.Name} answers that it wants no more events (410). Take it out of spec.events.");
        if (!answer.IsSuccessStatusCode)
            throw new IOException($"{target.Name} answered {(int)answer.StatusCode} to {message.Id}.");
    }

    private async Task<HttpResponseMessage> Send(EventTargetSpec target, HttpRequestMessage request, CancellationToken cancel)
    {
        using var over = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancel);
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        }
        catch (HttpRequestException failure)
        {
            throw new IOException($"{target.Name} was not reached: {failure.Message}", failure);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new IOException($"{target.Name} did not answer within {Patience.TotalSeconds:0} s.");
        }
    }

    private WebhookSignature SignatureOf(EventTargetSpec target)
    {
        try
        {
            return new(configuration[$"Notifications:Secrets:{target.Secret}"], $"Notifications__Secrets__{target.Secret}");
        }
        catch (InvalidOperationException missing)
        {
            // A setting may be mended within the time that is tried.
            throw new IOException($"{target.Name} is not told: {missing.Message}", missing);
        }
    }

    private static Uri Address(EventTargetSpec target)
    {
        var address = new Uri(target.Url);
        return SecureAddress.Is(address)
            ? address
            : throw new TerminalFailure($"{target.Name} has no https address. Change its url in spec.events.");
    }
}
