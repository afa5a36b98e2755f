using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Landfall.Domain.Storage;

namespace Landfall.Storage;

/// <summary>Answers a call that the app's identity could not make in Azure as Azure would: 403, before anything is sent.</summary>
internal sealed class RightsPolicy(ContainerRights rights) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var container = new BlobUriBuilder(message.Request.Uri.ToUri()).BlobContainerName;
        if (container.Length > 0)
            Check(rights, container, write: message.Request.Method != RequestMethod.Get && message.Request.Method != RequestMethod.Head);
    }

    /// <exception cref="RequestFailedException">403.</exception>
    public static void Check(ContainerRights rights, string container, bool write)
    {
        if (rights.Allow(container, write))
            return;

        throw new RequestFailedException(
            403, $"This app may not {(write ? "write to" : "read from")} the container {container}. It has: {rights} (docs/operations/identities.md).",
            "AuthorizationPermissionMismatch", innerException: null);
    }
}
