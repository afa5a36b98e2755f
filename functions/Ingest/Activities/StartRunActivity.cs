using Landfall.Functions.Ingest.Datasets;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Ingest.Activities;

/// <summary>Starts a run under its own id. The claim made it the only one; the id makes a repeat harmless.</summary>
public sealed class StartRunActivity(LandingLedger ledger, ILogger<StartRunActivity> logger)
{
    [Function(Steps.StartRun)]
    public async Task Run([ActivityTrigger] Run run, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        try
        {
            // Never started over: whatever state the instance is in, it is this run.
            var options = new StartOrchestrationOptions(Orchestrators.RunInstance(run.Id))
                .WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
            await client.ScheduleNewOrchestrationInstanceAsync(Orchestrators.ModelDelivery, run, options, cancel);
            Log.Started(logger, run.Id);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            Log.Noted(logger, run.Pipeline, $"{run.Id} was started before");
        }

        await ledger.MarkStarted(run, cancel);
    }
}
