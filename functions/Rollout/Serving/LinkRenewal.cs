using Landfall.Domain.Storage;
using Landfall.Kubernetes.Serving;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Rollout.Serving;

/// <summary>
/// Keeps the link by which pods read the registry alive: a pod that restarts long after its deployment must still find
/// its model. A container takes the link anew whenever it starts, so renewing the Secret is all there is to do.
/// </summary>
/// <remarks>What was renewed is remembered in this process only: after a start each namespace is renewed at once.</remarks>
public sealed class LinkRenewal(
    IBlobFiles files, ServingRunner serving, RolloutOptions options, TimeProvider time, ILogger<LinkRenewal> logger)
{
    private readonly Dictionary<string, DateTimeOffset> renewed = [];

    public async Task Renew(string space, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (renewed.TryGetValue(space, out var last) && now - last < options.LinkLifetime / 4)
            return;

        try
        {
            var link = await files.Link(Containers.Registry, ContainerAccess.Read, options.LinkLifetime, cancel);
            await serving.RenewLink(space, link, cancel);
            renewed[space] = now;
            Log.LinkRenewed(logger, space, now + options.LinkLifetime);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            // Three quarters of its life are left to try again in.
            Log.LinkNotRenewed(logger, failure, space);
        }
    }
}
