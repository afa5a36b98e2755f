using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Landfall.Local.Engine.Grpc;

/// <summary>Turns the hub's refusals into the status codes that clients of the real service know.</summary>
internal sealed class RefusalInterceptor : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (TaskHubException refused)
        {
            throw Translate(refused);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responses, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responses, context);
        }
        catch (TaskHubException refused)
        {
            throw Translate(refused);
        }
    }

    private static RpcException Translate(TaskHubException refused) => new(new Status(
        refused.Error switch
        {
            TaskHubError.InvalidArgument => StatusCode.InvalidArgument,
            TaskHubError.NotFound => StatusCode.NotFound,
            TaskHubError.AlreadyExists => StatusCode.AlreadyExists,
            _ => StatusCode.FailedPrecondition
        },
        refused.Message));
}
