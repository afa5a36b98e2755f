namespace Landfall.Functions.Ingest.Activities;

/// <summary>Tells a pipeline's lane that its champion's predictions have drifted. Told twice, it is the same run.</summary>
public sealed class AskRetrainActivity
{
    [Function(Steps.AskRetrain)]
    public Task Run(
        [ActivityTrigger] DriftRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        Lanes.Tell(client, request.Model, Signals.Drift, request, cancel);
}
