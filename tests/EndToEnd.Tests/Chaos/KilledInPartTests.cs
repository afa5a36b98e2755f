namespace Landfall.EndToEnd.Tests.Chaos;

/// <summary>Some processes are killed, or the platform is told to stop: the runs end as if nothing had happened.</summary>
[Collection(ChaosTests.Name)]
public sealed class KilledInPartTests(ChaosPlatform chaos)
{
    private readonly LandfallPlatform platform = chaos.Platform;

    [Fact]
    public async Task Apps_and_a_trainer_are_killed_and_nothing_else_is_needed()
    {
        await Task.WhenAll(
            chaos.InTraining("a-train"), chaos.InTraining("a-pod"), chaos.InApproval("a-ask"), chaos.InRollout("a-roll"));

        foreach (var app in new[] { "Train", "Rollout", "Orchestrations" })
            ProcessTable.Kill(platform.HandlerOf(app));
        ProcessTable.Kill(Assert.Single(platform.Toys.Trainings("a-pod")));
        platform.Toys.Release("a-train");
        platform.Toys.Release("a-pod");
        await chaos.Approve("a-train", "a-pod", "a-ask");

        await chaos.HappenedOnce(["a-train", "a-ask", "a-roll"]);
        await chaos.HappenedOnce("a-pod", trainings: 2);
    }

    [Fact]
    public async Task Ctrl_C_leaves_no_process_behind_and_the_next_start_goes_on()
    {
        await Task.WhenAll(chaos.InTraining("c-train"), chaos.InApproval("c-ask"));

        Assert.Equal(0, await platform.Interrupt());
        Assert.True(platform.Processes().Count == 0, await platform.Living());

        platform.Toys.Release("c-train");
        await platform.StartAgain();
        await chaos.Approve("c-train", "c-ask");

        await chaos.HappenedOnce("c-ask");
        await chaos.HappenedOnce("c-train", trainings: 2);      // the first one was ended with the platform
    }
}
