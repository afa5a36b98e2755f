using Landfall.Domain.Git;

namespace Landfall.Domain.Tests.Git;

public sealed class CommitIdTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("0123456789ab", "0123456789ab")]
    [InlineData("0123456789abcdef", "0123456789ab")]
    public void A_commit_is_shown_by_its_first_twelve(string commit, string shown) => Assert.Equal(shown, CommitId.Short(commit));
}
