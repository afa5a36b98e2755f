using Landfall.Worker.Protobuf;
using WireState = Landfall.Worker.Protobuf.OrchestrationState;

namespace Landfall.Worker;

/// <summary>Instances between the wire and what callers see.</summary>
internal static class Instances
{
    public static OrchestrationMetadata ToMetadata(WireState state, bool fetched, DataConverter converter) =>
        new(state.Name, state.InstanceId)
        {
            DataConverter = fetched ? converter : null,
            RuntimeStatus = (OrchestrationRuntimeStatus)(int)state.OrchestrationStatus,
            CreatedAt = state.CreatedTimestamp?.ToDateTimeOffset() ?? default,
            LastUpdatedAt = state.LastUpdatedTimestamp?.ToDateTimeOffset() ?? default,
            SerializedInput = state.Input,
            SerializedOutput = state.Output,
            SerializedCustomStatus = state.CustomStatus,
            Tags = state.Tags.ToDictionary(),
            FailureDetails = state.FailureDetails is { } failure
                ? FailureDetailsConversion.FromWire(failure, state.Name)
                : null,
        };

    public static IEnumerable<OrchestrationStatus> ToWire(IEnumerable<OrchestrationRuntimeStatus>? statuses) =>
        (statuses ?? []).Select(status => (OrchestrationStatus)(int)status);
}
