using Grpc.Core;

namespace Landfall.Worker;

/// <summary>The exceptions callers know, for the statuses a hub answers with.</summary>
/// <remarks>
/// They are those of the official client, so that code which catches them works with either. UNIMPLEMENTED therefore becomes
/// <see cref="NotImplementedException"/>: it says that the hub does not serve the call, not that this client lacks it.
/// </remarks>
internal static class HubFailure
{
    public static Exception? Translate(RpcException failure) => failure.StatusCode switch
    {
        StatusCode.AlreadyExists => new OrchestrationAlreadyExistsException(failure.Status.Detail, failure),
        StatusCode.InvalidArgument or StatusCode.NotFound => new ArgumentException(failure.Status.Detail, failure),
        StatusCode.FailedPrecondition => new InvalidOperationException(failure.Status.Detail, failure),
        StatusCode.Unimplemented => new NotImplementedException(failure.Status.Detail, failure),
        StatusCode.Cancelled => new OperationCanceledException(failure.Status.Detail, failure),
        _ => null,
    };
}
