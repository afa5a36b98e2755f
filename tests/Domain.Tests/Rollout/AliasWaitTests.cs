using Landfall.Domain.Rollout;

namespace Landfall.Domain.Tests.Rollout;

public sealed class AliasWaitTests
{
    private static readonly DateTimeOffset Since = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 15)]
    [InlineData(60, 15)]
    [InlineData(600, 60)]
    [InlineData(360_000, 600)]
    public void It_asks_less_often_the_longer_it_waits_within_limits(int waited, int pause) =>
        Assert.Equal(Since.AddSeconds(waited + pause), AliasWait.Next(Since, null, Since.AddSeconds(waited)));

    [Fact]
    public void It_asks_when_the_wait_is_over_by_itself_and_never_in_the_past()
    {
        Assert.Equal(Since.AddSeconds(7), AliasWait.Next(Since, Since.AddSeconds(7), Since));
        Assert.Equal(Since.AddSeconds(15), AliasWait.Next(Since, Since.AddDays(1), Since));
        Assert.Equal(Since.AddSeconds(15), AliasWait.Next(Since, Since.AddDays(-1), Since));
    }
}
