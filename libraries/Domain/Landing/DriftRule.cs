using Landfall.Contracts.Documents;

namespace Landfall.Domain.Landing;

/// <summary>Which run the watch over a champion gives. Pure.</summary>
public static class DriftRule
{
    /// <summary>The kind of trigger of the runs it gives; their occurrence is the champion and the episode.</summary>
    public const string Kind = "drift";

    /// <returns>Null when the pipeline's present document lets drift start nothing: it may have changed since.</returns>
    public static RunTrigger? Trigger(PipelineSpec pipeline, DriftRequest request)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(request);
        return pipeline.Triggers.Contains(TriggerKind.Drift) ? new(Kind, request.Occurrence) : null;
    }
}
