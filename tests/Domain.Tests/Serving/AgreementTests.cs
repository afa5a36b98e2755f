using Landfall.Contracts;
using Landfall.Domain.Git;
using Landfall.Domain.Registry;
using Landfall.Domain.Serving;

namespace Landfall.Domain.Tests.Serving;

public sealed class AgreementTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ModelVersionRef V5 = Version(5);
    private static readonly ModelVersionRef V6 = Version(6);
    private static readonly AliasEntry Champion = new(2, V6, 5, "run", "no harm", Now.AddDays(-1));
    private static readonly GitState Written = new("sha256:file", "tip", null, null, GitStanding.Agrees, "it says flights v6", Now);

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void All_three_name_the_champion_whichever_side_of_the_route_it_stands_on(int weight)
    {
        var weights = weight == 0 ? new Weights(V6, null, 0, false, "1.1") : new Weights(V5, V6, 100, false, "1.1");

        var agreement = Agreement.Of(Written, Champion, Seen(weights), null, Now);

        Assert.Equal((AgreementState.Agree, V6, V6), (agreement.State, agreement.Registry, agreement.Cluster));
    }

    [Fact]
    public void A_model_that_nobody_serves_needs_no_route_and_one_that_is_left_over_is_told()
    {
        var alone = Agreement.Of(Written, Champion, seen: null, open: null, Now, isServed: false);
        var left = Agreement.Of(Written, Champion, Seen(new(V5, null, 0, false, "1.1")), null, Now, isServed: false);

        Assert.Equal((AgreementState.Agree, null), (alone.State, alone.Cluster));
        Assert.Contains("no route belongs to it; Git says nothing else", alone.Explanation, StringComparison.Ordinal);
        Assert.Equal(AgreementState.Differ, left.State);
        Assert.Contains("still serves flights v5", left.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GitStanding.Asked, AgreementState.Moving)]
    [InlineData(GitStanding.Owed, AgreementState.Moving)]
    [InlineData(GitStanding.Drift, AgreementState.Differ)]
    public void What_Git_says_otherwise_is_told_in_its_own_words(GitStanding standing, AgreementState expected)
    {
        var git = Written with { Standing = standing, Explanation = "mia asks for v5 in 0a1b2c" };

        var agreement = Agreement.Of(git, Champion, Seen(new(V6, null, 0, false, "1.1")), null, Now);

        Assert.Equal(expected, agreement.State);
        Assert.Contains("mia asks for v5 in 0a1b2c", agreement.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_route_that_moves_belongs_to_its_run_and_to_nobody_when_there_is_none()
    {
        var seen = Seen(new(V5, V6, 10, false, "1.1")) with { Run = "r1" };
        var champion = Champion with { To = V5 };

        Assert.Equal(AgreementState.Moving, Agreement.Of(Written, champion, seen, "r1", Now).State);
        Assert.Equal(AgreementState.Differ, Agreement.Of(Written, champion, seen, "r2", Now).State);
        var left = Agreement.Of(Written, champion, seen, null, Now);
        Assert.Equal(AgreementState.Differ, left.State);
        Assert.Contains("10 % of the traffic go to flights v6; the registry's champion is flights v5", left.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_version_with_all_traffic_is_a_difference_and_Git_does_not_hide_it()
    {
        var agreement = Agreement.Of(Written, Champion, Seen(new(V5, null, 0, false, "1.1")), null, Now);

        Assert.Equal(AgreementState.Differ, agreement.State);
        Assert.StartsWith("In the cluster flights v5 has all traffic", agreement.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_of_the_traffic_is_not_agreement_either() => Assert.Equal(
        AgreementState.Moving, Agreement.Of(null, Champion, Seen(new(V6, Version(7), 0, true, "1.1")), "r1", Now).State);

    [Theory]
    [InlineData(null)]
    [InlineData(16)]
    public void A_route_that_nobody_has_read_lately_says_nothing(int? minutes)
    {
        var seen = minutes is { } age ? Seen(new(V6, null, 0, false, "1.1")) with { At = Now.AddMinutes(-age) } : null;

        Assert.Equal(AgreementState.Unknown, Agreement.Of(Written, Champion, seen, null, Now).State);
    }

    [Fact]
    public void Where_nothing_was_promoted_there_is_nothing_to_compare() =>
        Assert.Equal(AgreementState.Agree, Agreement.Of(null, null, null, "r1", Now).State);

    private static SeenRoute Seen(Weights weights) => new(new("landfall-serve", "flights"), weights, null, Now.AddMinutes(-1));

    private static ModelVersionRef Version(int number) => new("flights", number, $"sha256:{number}", "server", $"sha256:s{number}");
}
