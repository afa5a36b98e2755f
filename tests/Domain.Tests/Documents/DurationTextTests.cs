using Landfall.Contracts.Documents;

namespace Landfall.Domain.Tests.Documents;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("1s", 1_000)]
    [InlineData("90m", 5_400_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("14d", 1_209_600_000)]
    [InlineData("0s", 0)]
    public void A_duration_reads_and_writes_the_same(string text, long milliseconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(milliseconds, (long)duration.TotalMilliseconds);
        Assert.Equal(text, DurationText.Format(duration));
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("-5m")]
    [InlineData("5 m")]
    [InlineData("1h30m")]
    [InlineData("3651d")]
    [InlineData("99999999999999999999s")]
    [InlineData(null)]
    public void Anything_else_is_no_duration(string? text) => Assert.False(DurationText.TryParse(text, out _));
}
