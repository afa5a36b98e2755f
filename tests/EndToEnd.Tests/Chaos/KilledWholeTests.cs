namespace Landfall.EndToEnd.Tests.Chaos;

/// <summary>
/// One run in training, one that waits for a person, one in rollout; then the platform is killed. All three end as if
/// nothing had happened.
/// </summary>
[Collection(ChaosTests.Name)]
public sealed class KilledWholeTests(ChaosPlatform chaos)
{
    private readonly LandfallPlatform platform = chaos.Platform;

    [Fact]
    public async Task The_engine_is_killed_and_a_start_on_the_same_state_goes_on()
    {
        await Task.WhenAll(chaos.InTraining("e-train"), chaos.InApproval("e-ask"), chaos.InRollout("e-roll"));

        await platform.Kill();
        platform.Toys.Release("e-train");       // it ends, and finds neither storage nor API server
        await platform.StartAgain();
        await chaos.Approve("e-train", "e-ask");

        await chaos.HappenedOnce(["e-train", "e-ask", "e-roll"]);
    }

    [Fact]
    public async Task Everything_but_storage_is_killed_and_a_start_on_the_same_state_goes_on()
    {
        await Task.WhenAll(chaos.InTraining("k-train"), chaos.InApproval("k-ask"), chaos.InRollout("k-roll"));

        await platform.KillAllButAzurite();
        platform.Toys.Release("k-train");
        await platform.StartAgain();
        await chaos.Approve("k-train", "k-ask");

        await chaos.HappenedOnce(["k-ask", "k-roll"]);
        await chaos.HappenedOnce("k-train", trainings: 2);      // the first one was killed with its pod
    }
}
