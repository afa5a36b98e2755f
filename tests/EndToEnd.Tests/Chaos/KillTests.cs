using Landfall.EndToEnd.Tests.Platform;

namespace Landfall.EndToEnd.Tests.Chaos;

/// <summary>
/// Runs in training, before a person and in rollout; then something is killed. All of them end as if nothing had happened,
/// and the platform is up again for the next test.
/// </summary>
[Collection(PlatformTests.Name)]
public sealed class KillTests
{
    private readonly LandfallPlatform platform;
    private readonly HeldRuns runs;

    public KillTests(SharedPlatform shared)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Tests that kill need Linux: they read /proc.");
        platform = shared.Platform;
        runs = new HeldRuns(platform);
    }

    [Fact]
    public async Task Apps_and_a_trainer_are_killed_and_nothing_else_is_needed()
    {
        await Task.WhenAll(
            runs.InTraining("a-train"), runs.InTraining("a-pod"), runs.InApproval("a-ask"), runs.InRollout("a-roll"));

        foreach (var app in new[] { "Train", "Rollout", "Orchestrations" })
            ProcessTable.Kill(platform.HandlerOf(app));
        ProcessTable.Kill(Assert.Single(platform.Toys.Trainings("a-pod")));
        platform.Toys.Release("a-train");
        platform.Toys.Release("a-pod");
        await runs.Approve("a-train", "a-pod", "a-ask");

        foreach (var pipeline in new[] { "a-train", "a-ask", "a-roll" })
            await runs.HappenedOnce(pipeline);
        await runs.HappenedOnce("a-pod", trainings: 2);
    }

    /// <summary>One story, since each start costs more than what it shows: Ctrl-C, the engine, everything but storage.</summary>
    [Fact]
    public async Task The_platform_ends_in_three_ways_and_each_start_on_the_same_state_goes_on()
    {
        await Task.WhenAll(runs.InTraining("k-train"), runs.InApproval("k-ask"));

        Assert.Equal(0, await platform.Interrupt());
        Assert.True(platform.Processes().Count == 0, await platform.Living());
        await platform.StartAgain();

        await runs.Trains("k-train", 2);                        // the first one was ended with the platform
        await runs.ApprovedAndInRollout("k-ask");
        await platform.Kill();
        platform.Toys.Release("k-train");                       // it ends, and finds neither storage nor API server
        await platform.StartAgain();

        await Task.WhenAll(runs.InTraining("k-late"), runs.ApprovedAndInRollout("k-train"));
        await platform.KillAllButAzurite();
        platform.Toys.Release("k-late");
        await platform.StartAgain();

        await runs.Approve("k-late");
        await runs.HappenedOnce("k-ask");
        await runs.HappenedOnce("k-train", trainings: 2);
        await runs.HappenedOnce("k-late", trainings: 2);        // its first one was killed with its pod
    }
}
