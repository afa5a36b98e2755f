using System.Collections.Concurrent;
using System.Text.Json;
using Grpc.Net.Client;
using Microsoft.Extensions.Options;

namespace Landfall.Worker;

/// <summary>
/// Clients for the addresses that invocations bring along. The address changes with every start of the host, so a
/// client is made from the binding at hand; only the channel to one address is kept.
/// </summary>
internal sealed class DurableTaskClients(IOptions<WorkerOptions> options) : IDisposable
{
    private readonly ConcurrentDictionary<(string Address, int? Limit), GrpcChannel> _channels = new();

    /// <param name="text">The binding's JSON, as the host sent it.</param>
    public DurableTaskClient Get(string? text, string function, string parameter)
    {
        var binding = text is null
            ? null
            : JsonSerializer.Deserialize(text, DurableClientBindingJson.Default.DurableClientBinding);
        if (string.IsNullOrEmpty(binding?.RpcBaseUrl))
        {
            throw new InvalidOperationException(
                $"The host sent no durable client for parameter '{parameter}' of '{function}'. See that its "
                + "function.json has the durableClient binding and that the host has the Durable extension.");
        }

        var channel = _channels.GetOrAdd((binding.RpcBaseUrl, binding.MaxGrpcMessageSizeInBytes), Open);
        return new GrpcDurableTaskClient(channel, binding, options.Value.DataConverter, options.Value.MaximumPayloadBytes);
    }

    public void Dispose()
    {
        foreach (var channel in _channels.Values)
            channel.Dispose();
    }

    private static GrpcChannel Open((string Address, int? Limit) key) =>
        GrpcChannel.ForAddress(key.Address, new GrpcChannelOptions
        {
            MaxReceiveMessageSize = key.Limit is > 0 ? key.Limit : null,
            MaxSendMessageSize = key.Limit is > 0 ? key.Limit : null,
        });
}
