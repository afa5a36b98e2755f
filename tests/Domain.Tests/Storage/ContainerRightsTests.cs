using Landfall.Domain.Storage;

namespace Landfall.Domain.Tests.Storage;

public sealed class ContainerRightsTests
{
    private static readonly ContainerRights Rights = ContainerRights.Parse("documents:r ledger:w landing:r");

    [Theory]
    [InlineData(Containers.Documents, true, false)]
    [InlineData(Containers.Ledger, true, true)]
    [InlineData(Containers.Runs, false, false)]
    [InlineData("flights", true, false)]
    [InlineData("landing", true, false)]
    public void What_is_named_is_open_and_nothing_else(string container, bool read, bool write) =>
        Assert.Equal((read, write), (Rights.Allow(container, write: false), Rights.Allow(container, write: true)));

    [Fact]
    public void Nothing_written_is_nothing_open() =>
        Assert.All(Containers.All.Append("flights"), container => Assert.False(ContainerRights.Parse("").Allow(container, write: false)));

    [Fact]
    public void The_text_is_read_again_as_it_was_written() =>
        Assert.Equal("documents:r landing:r ledger:w", ContainerRights.Parse(Rights.ToString()).ToString());

    [Theory]
    [InlineData("documents")]
    [InlineData("documents:x")]
    [InlineData(":r")]
    [InlineData("documents:r:w")]
    public void A_right_that_cannot_be_read_is_no_right(string text) =>
        Assert.Contains($"'{text}'", Assert.Throws<ArgumentException>(() => ContainerRights.Parse(text)).Message, StringComparison.Ordinal);
}
