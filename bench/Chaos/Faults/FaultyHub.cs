using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Landfall.Bench.Chaos.Faults;

/// <summary>Between the apps and the task hub: starts, events and questions on their way in, answers on their way back.</summary>
internal sealed class FaultyHub(FaultyLinks links) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var link = $"hub/{context.Method[(context.Method.LastIndexOf('/') + 1)..]}";
        var fault = await links.Next(link, context.CancellationToken);
        if (fault.Kind == FaultKind.LoseRequest)
            throw Broken(link);

        var answer = await continuation(request, context);
        if (fault.Kind == FaultKind.LoseAnswer)
            throw Broken(link);
        if (fault.Kind == FaultKind.Duplicate)
            await Again();
        return answer;

        async Task Again()
        {
            try
            {
                await continuation(request, context);
            }
            catch (RpcException)
            {
                // The first one did it, and this one is refused: nobody waits for its answer.
            }
        }
    }

    private static RpcException Broken(string link) => new(new Status(StatusCode.Unavailable, $"chaos: the connection of {link} broke"));
}
