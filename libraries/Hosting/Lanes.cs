using Landfall.Contracts;
using Landfall.Worker;

namespace Landfall.Hosting;

/// <summary>Tells a pipeline's lane something. It is started where it does not run yet; both may be repeated.</summary>
public static class Lanes
{
    /// <param name="signal">The event's name, one of <see cref="Signals"/>.</param>
    public static async Task Tell<T>(
        DurableTaskClient client, string pipeline, string signal, T payload, CancellationToken cancel)
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

        await client.RaiseEventAsync(lane, signal, payload, cancel);
    }
}
