namespace Landfall.EndToEnd.Tests.Chaos;

/// <summary>
/// One run in training, one that waits for a person, one in rollout; then something is killed. All three end as if
/// nothing had happened.
/// </summary>
[Collection(ChaosTests.Name)]
public sealed class KillTests(ChaosPlatform chaos)
{
    private readonly LandfallPlatform platform = chaos.Platform;

    [Fact]
    public async Task The_engine_is_killed_and_a_start_on_the_same_state_goes_on()
    {
        await Task.WhenAll(chaos.InTraining("e-train"), chaos.InApproval("e-ask"));
        await chaos.InRollout("e-roll");

        await platform.Kill();
        platform.Toys.Release("e-train");       // it ends, and finds neither storage nor API server
        await platform.StartAgain();
        await Task.WhenAll(Approve("e-train"), Approve("e-ask"));

        await Once("e-train", "e-ask", "e-roll");
    }

    [Fact]
    public async Task Everything_but_storage_is_killed_and_a_start_on_the_same_state_goes_on()
    {
        await Task.WhenAll(chaos.InTraining("k-train"), chaos.InApproval("k-ask"));
        await chaos.InRollout("k-roll");

        await platform.KillAllButAzurite();
        platform.Toys.Release("k-train");
        await platform.StartAgain();
        await Task.WhenAll(Approve("k-train"), Approve("k-ask"));

        await Once("k-ask", "k-roll");
        await chaos.HappenedOnce("k-train", trainings: 2);      // the first one was killed with its pod
    }

    [Fact]
    public async Task Apps_and_a_trainer_are_killed_and_nothing_else_is_needed()
    {
        await Task.WhenAll(chaos.InTraining("a-train"), chaos.InTraining("a-pod"), chaos.InApproval("a-ask"));
        await chaos.InRollout("a-roll");

        foreach (var app in new[] { "Train", "Rollout", "Orchestrations" })
            ProcessTable.Kill(platform.HandlerOf(app));
        ProcessTable.Kill(Assert.Single(platform.Toys.Trainings("a-pod")));
        platform.Toys.Release("a-train");
        platform.Toys.Release("a-pod");
        await Task.WhenAll(Approve("a-train"), Approve("a-pod"), Approve("a-ask"));

        await Once("a-train", "a-ask", "a-roll");
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
        await Task.WhenAll(Approve("c-train"), Approve("c-ask"));

        await Once("c-ask");
        await chaos.HappenedOnce("c-train", trainings: 2);      // the first one was ended with the platform
    }

    private Task Approve(string pipeline) => platform.Runs.Approve(pipeline, "day-1");

    private async Task Once(params string[] pipelines)
    {
        foreach (var pipeline in pipelines)
            await chaos.HappenedOnce(pipeline);
    }
}
