using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Landfall.Local.Host.Apps;
using Landfall.Local.Host.Invocation;

namespace Landfall.Local.Host.Queues;

/// <summary>
/// Polls one queue, runs its function per message and moves a message that failed five times to `-poison`.
/// </summary>
internal sealed class QueueTrigger(
    FunctionDefinition function, QueueClient queue, QueueClient poison, Invoker invoker, Outputs outputs,
    TimeProvider clock, Action<HostLogLevel, string, bool> log)
{
    private const int BatchSize = 16;
    private const int MaxDequeues = 5;
    private static readonly TimeSpan Invisible = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    public async Task Run(CancellationToken cancel)
    {
        var pause = ShortestPause;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await queue.CreateIfNotExistsAsync(cancellationToken: cancel);
                QueueMessage[] messages = await queue.ReceiveMessagesAsync(BatchSize, Invisible, cancel);
                await Task.WhenAll(messages.Select(m => Handle(m, cancel)));
                pause = messages.Length > 0 ? ShortestPause : Longer(pause);
            }
            catch (RequestFailedException refused)
            {
                log(HostLogLevel.Warning, $"queue '{queue.Name}': {refused.Message.Split('\n')[0]}", false);
                pause = LongestPause;
            }
            await Task.Delay(pause, clock, cancel);
        }
    }

    private async Task Handle(QueueMessage message, CancellationToken cancel)
    {
        try
        {
            var body = Body(message);
            outputs.AddClients(function, body);
            await outputs.Write(function, await invoker.Invoke(function.Name, body, cancel), cancel);
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancel);
        }
        catch (Exception failed) when (failed is InvocationException or HandlerGoneException)
        {
            log(HostLogLevel.Error, $"{failed.Message} {(failed as InvocationException)?.InnerMessage}", false);
            await Return(message, cancel);
        }
    }

    private async Task Return(QueueMessage message, CancellationToken cancel)
    {
        if (message.DequeueCount < MaxDequeues)
        {
            await queue.UpdateMessageAsync(
                message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: cancel);
            return;
        }
        await poison.CreateIfNotExistsAsync(cancellationToken: cancel);
        await poison.SendMessageAsync(message.Body, cancellationToken: cancel);
        await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancel);
        log(HostLogLevel.Error,
            $"a message of '{queue.Name}' failed {MaxDequeues} times and lies in '{poison.Name}'", false);
    }

    private InvocationBody Body(QueueMessage message)
    {
        var body = new InvocationBody(function.Name, clock.GetUtcNow());
        var text = message.Body.ToString();
        body.Data[function.Trigger.Name] = function.Trigger.Text("dataType") == "binary"
            ? Convert.ToBase64String(message.Body.ToArray())
            : InvocationBody.Text(text);
        body.Metadata["DequeueCount"] = InvocationBody.Compact(message.DequeueCount);
        body.Metadata["ExpirationTime"] = JsonValue.Create(message.ExpiresOn);
        body.Metadata["Id"] = InvocationBody.Text(message.MessageId);
        body.Metadata["InsertionTime"] = JsonValue.Create(message.InsertedOn);
        body.Metadata["NextVisibleTime"] = JsonValue.Create(message.NextVisibleOn);
        body.Metadata["PopReceipt"] = InvocationBody.Text(message.PopReceipt);
        if (Parsed(text) is JsonObject payload) body.AddProperties(payload);
        return body;
    }

    private static JsonNode? Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            // Plain text is an ordinary message; it only has no properties.
            return null;
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;
}
