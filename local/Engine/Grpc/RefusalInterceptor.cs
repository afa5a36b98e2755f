using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Landfall.Local.Engine.Grpc;

/// <summary>
/// Turns the hub's refusals into the status codes that clients of the real service know, and says in words what is not
/// served at all.
/// </summary>
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
        catch (RpcException bare) when (bare.StatusCode == StatusCode.Unimplemented)
        {
            throw NotServed(context.Method);
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
        catch (RpcException bare) when (bare.StatusCode == StatusCode.Unimplemented)
        {
            throw NotServed(context.Method);
        }
    }

    private static RpcException NotServed(string method)
    {
        var name = method[(method.LastIndexOf('/') + 1)..];
        return new(new Status(
            StatusCode.Unimplemented,
            name.Contains("Entit", StringComparison.Ordinal)
                ? $"Entities are not served by the local task hub ({name}). Keep such state in storage or in an orchestration."
                : $"{name} is not served by the local task hub: its file is made and removed by whoever starts it."));
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
