using System.Net;
using Landfall.Agent.Blobs;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Agent.Tests;

/// <summary>Storage that is away for a while: a pod waits, since what it holds may have taken hours.</summary>
public sealed class PatienceTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public async Task Storage_that_is_away_for_minutes_is_waited_for()
    {
        var reading = Read(backAfter: TimeSpan.FromMinutes(4));
        Assert.Equal("here again"u8.ToArray(), await reading);
    }

    [Fact]
    public async Task Storage_that_stays_away_is_given_up_after_five_minutes()
    {
        var began = clock.GetUtcNow();

        var failure = await Assert.ThrowsAsync<AgentFailure>(() => Read(backAfter: TimeSpan.FromHours(1)));

        Assert.Equal(ExitCode.Storage, failure.Code);
        Assert.InRange(clock.GetUtcNow() - began, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(6));
    }

    private async Task<byte[]?> Read(TimeSpan backAfter)
    {
        var back = clock.GetUtcNow() + backAfter;
        using var http = new HttpClient(new Away(() => clock.GetUtcNow() >= back));
        var container = new BlobContainer(http, "http://storage.test/box?sv=1&sig=secret", clock);
        var reading = container.Read("name", 100, TestContext.Current.CancellationToken);
        while (!reading.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await reading;
    }

    private sealed class Away(Func<bool> isBack) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel) => isBack()
            ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent("here again"u8.ToArray()) })
            : throw new HttpRequestException("connection refused");
    }
}
