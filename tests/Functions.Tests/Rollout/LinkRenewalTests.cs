using System.Text;
using k8s;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Functions.Rollout;
using Landfall.Functions.Rollout.Serving;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Functions.Tests.Rollout;

public sealed class LinkRenewalTests
{
    [Fact]
    public async Task A_link_is_renewed_at_the_start_and_when_a_quarter_of_its_life_is_over()
    {
        await using var platform = await RolloutPlatform.Start();
        var links = new FixedLinks();
        var renewal = new LinkRenewal(
            links, platform.Serving, new RolloutOptions(), platform.Clock, NullLogger<LinkRenewal>.Instance);

        await renewal.Renew(RolloutPlatform.Space, default);
        await renewal.Renew(RolloutPlatform.Space, default);
        Assert.Equal((Containers.Registry, ContainerAccess.Read, TimeSpan.FromDays(7)), Assert.Single(links.Given));
        var secret = await platform.Api.CoreV1.ReadNamespacedSecretAsync("landfall-registry-link", RolloutPlatform.Space);
        Assert.Contains("sig=", Encoding.UTF8.GetString(secret.Data["source"]), StringComparison.Ordinal);

        platform.Clock.Ahead = TimeSpan.FromHours(43);
        await renewal.Renew(RolloutPlatform.Space, default);
        Assert.Equal(2, links.Given.Count);
    }

    [Fact]
    public async Task A_namespace_that_is_not_there_is_tried_again_and_keeps_no_other_from_it()
    {
        await using var platform = await RolloutPlatform.Start();
        var links = new FixedLinks();
        var renewal = new LinkRenewal(
            links, platform.Serving, new RolloutOptions(), platform.Clock, NullLogger<LinkRenewal>.Instance);

        await renewal.Renew("landfall-nowhere", default);
        await renewal.Renew("landfall-nowhere", default);
        await renewal.Renew(RolloutPlatform.Space, default);

        Assert.Equal(3, links.Given.Count);
        Assert.Single((await platform.Api.CoreV1.ListNamespacedSecretAsync(RolloutPlatform.Space)).Items);
    }
}
