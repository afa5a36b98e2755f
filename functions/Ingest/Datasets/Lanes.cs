namespace Landfall.Functions.Ingest.Datasets;

internal static class Lanes
{
    /// <summary>Starts the lane if there is none, then wakes it. Both may be repeated.</summary>
    public static async Task Nudge(DurableTaskClient client, string pipeline, LandedNudge nudge, CancellationToken cancel)
    {
        var lane = Orchestrators.LaneId(pipeline);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                Orchestrators.LandingLane, new LaneState(pipeline), new StartOrchestrationOptions(lane), cancel);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Running already, which is the usual case.
        }

        await client.RaiseEventAsync(lane, Signals.Landed, nudge, cancel);
    }
}
