using Landfall.Worker.Protobuf;

namespace Landfall.Local.Engine;

/// <summary>Which statuses end an instance.</summary>
internal static class Statuses
{
    public static readonly OrchestrationStatus[] Terminal =
    [
        OrchestrationStatus.Completed, OrchestrationStatus.Failed, OrchestrationStatus.Canceled,
        OrchestrationStatus.Terminated
    ];

    public static bool IsTerminal(OrchestrationStatus status) => Terminal.Contains(status);
}
