using Landfall.Bench.Chaos.Stories;

namespace Landfall.Bench.Tests.Chaos;

public sealed class ChaosPlanTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(200)]
    public void There_are_as_many_runs_as_were_asked_for_each_with_data_of_its_own(int runs)
    {
        var plan = All(1, runs);

        Assert.Equal(runs, plan.Count);
        Assert.Equal(runs, plan.Select(run => (run.Pipeline, run.Dataset)).Distinct().Count());
        Assert.All(plan.GroupBy(run => run.Pipeline), runs => Assert.Distinct(runs.Select(run => run.DataSeed)));
    }

    [Fact]
    public void The_same_seed_is_the_same_plan_and_another_is_not()
    {
        Assert.Equal(All(1, 200), All(1, 200));
        Assert.NotEqual(All(1, 200), All(2, 200));
    }

    [Fact]
    public void Two_hundred_runs_tell_every_story() =>
        Assert.Equal(Enum.GetValues<Story>(), All(1, 200).Select(run => run.Story).Distinct().Order());

    [Fact]
    public void Harm_comes_after_a_promotion_and_what_is_overtaken_before_newer_data()
    {
        foreach (var pipeline in Enumerable.Range(1, 20).SelectMany(seed => ChaosPlan.Of(seed, 200)))
        {
            var stories = pipeline.Runs.Select(run => run.Story).ToList();
            if (stories.Contains(Story.HarmLive))
                Assert.InRange(stories.IndexOf(Story.Promote), 0, stories.IndexOf(Story.HarmLive) - 1);
            Assert.NotEqual(Story.Overtaken, stories[^1]);
            Assert.DoesNotContain(stories.Zip(stories.Skip(1)), pair => pair is (Story.Overtaken, Story.Overtaken));
        }
    }

    private static List<PlannedRun> All(long seed, int runs) => [.. ChaosPlan.Of(seed, runs).SelectMany(pipeline => pipeline.Runs)];
}
