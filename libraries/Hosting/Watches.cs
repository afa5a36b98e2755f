using Landfall.Contracts;
using Landfall.Worker;

namespace Landfall.Hosting;

/// <summary>Begins the watch over a model's champion. One that runs sees by itself what is new; repeating it is harmless.</summary>
public static class Watches
{
    public static async Task Begin(DurableTaskClient client, string model, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(client);
        var options = new StartOrchestrationOptions(Orchestrators.WatchId(model)).WithDedupeStatuses(
            OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(Orchestrators.ModelWatch, new WatchState(model), options, cancel);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Running already, which is the usual case.
        }
    }
}
