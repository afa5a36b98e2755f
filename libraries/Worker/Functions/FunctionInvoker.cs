using System.Reflection;
using Microsoft.Extensions.Options;

namespace Landfall.Worker;

/// <summary>Binds the parameters of a function, builds its class in the invocation's scope, and calls it.</summary>
internal sealed class FunctionInvoker(IOptions<WorkerOptions> options, DurableTaskClients clients)
{
    public async Task<object?> Invoke(RegisteredFunction function, Invocation invocation)
    {
        var arguments = function.Parameters.Select(parameter => Bind(function, parameter, invocation)).ToArray();
        var target = function.Method.IsStatic
            ? null
            : ActivatorUtilities.GetServiceOrCreateInstance(
                invocation.Context.InstanceServices, function.Method.DeclaringType!);
        try
        {
            return await FunctionCall.Invoke(function.Method, target, arguments);
        }
        finally
        {
            if (target is IAsyncDisposable disposable)
                await disposable.DisposeAsync();
            else
                (target as IDisposable)?.Dispose();
        }
    }

    private object? Bind(RegisteredFunction function, ParameterInfo parameter, Invocation invocation)
    {
        if (parameter.ParameterType == typeof(CancellationToken))
            return invocation.Context.CancellationToken;
        if (parameter.ParameterType == typeof(FunctionContext))
            return invocation.Context;
        if (RegisteredFunction.IsDurableClient(parameter))
            return clients.Get(invocation.Envelope?.Text(parameter.Name!), function.Name, parameter.Name!);
        if (parameter == function.Trigger)
            return TriggerValue.Of(function, invocation, options.Value.DataConverter);
        if (parameter.ParameterType == typeof(HttpContext))
            return invocation.Http;

        return NamedValue.Of(parameter, invocation);
    }
}
