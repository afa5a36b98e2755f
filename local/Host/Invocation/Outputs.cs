using Azure.Storage.Queues;
using Landfall.Local.Host.Apps;
using Landfall.Local.Host.Durable;

namespace Landfall.Local.Host.Invocation;

/// <summary>The bindings around a trigger: durable clients going in, queue messages coming out.</summary>
internal sealed class Outputs(FunctionApp app, ClientBinding client)
{
    /// <summary>Known once the app listens.</summary>
    public Uri Address { get; set; } = new("http://127.0.0.1/");

    public void AddClients(FunctionDefinition function, InvocationBody body)
    {
        foreach (var binding in function.Clients) body.Data[binding.Name] = client.Value(Address);
    }

    /// <summary>Sends what the function put into its queue bindings.</summary>
    public async Task Write(FunctionDefinition function, InvocationAnswer answer, CancellationToken cancel)
    {
        foreach (var binding in function.Bindings.Where(b => b.Out && b.Is("queue")))
        {
            if (answer.Output(binding.Name) is not { } value) continue;
            var queue = Queue(binding);
            await queue.CreateIfNotExistsAsync(cancellationToken: cancel);
            await queue.SendMessageAsync(value.GetValueKind() == System.Text.Json.JsonValueKind.String
                ? value.GetValue<string>() : InvocationBody.Compact(value), cancel);
        }
    }

    /// <summary>The queue a binding names; its connection is an app setting. Messages are base64 text.</summary>
    public QueueClient Queue(Binding binding, string suffix = "")
    {
        var setting = binding.Text("connection") ?? "AzureWebJobsStorage";
        if (!app.Settings.TryGetValue(setting, out var connection)
            && !app.Settings.TryGetValue($"AzureWebJobs{setting}", out connection))
            throw new InvalidDataException(
                $"App '{app.Name}' needs the setting '{setting}' for the queue of binding '{binding.Name}'.");
        return new QueueClient(connection, Resolve(binding.Text("queueName")!) + suffix,
            new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
    }

    /// <summary>Replaces %Name% by the app setting of that name.</summary>
    public string Resolve(string text)
    {
        foreach (var (key, value) in app.Settings)
            text = text.Replace($"%{key}%", value, StringComparison.OrdinalIgnoreCase);
        return text;
    }
}
