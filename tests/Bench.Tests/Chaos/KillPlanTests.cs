using Landfall.Bench.Chaos.Kills;

namespace Landfall.Bench.Tests.Chaos;

public sealed class KillPlanTests
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    [Fact]
    public void The_same_seed_kills_the_same_and_another_does_not()
    {
        Assert.Equal(Kills(1), Kills(1));
        Assert.NotEqual(Kills(1), Kills(2));
    }

    [Fact]
    public void Everything_that_may_be_killed_is()
    {
        Assert.Equal(Enum.GetValues<KillTarget>(), Kills(1).Select(kill => kill.Target).Distinct().Order());
        Assert.All(Kills(1), kill => Assert.InRange(kill.Pick, 0, 1 - double.Epsilon));
    }

    [Fact]
    public void The_pauses_have_the_mean_that_was_asked_for() =>
        Assert.InRange(Kills(1).Average(kill => kill.After.TotalSeconds), 4.5, 5.5);

    private static Kill[] Kills(long seed) => [.. KillPlan.Of(seed, Between).Take(1000)];
}
