using Landfall.Worker.Protobuf;

namespace Landfall.Worker;

/// <summary>Says which existing instances a start may replace: all but the statuses to be kept.</summary>
internal static class IdReuse
{
    private static readonly OrchestrationStatus[] Replaceable =
    [
        OrchestrationStatus.Completed,
        OrchestrationStatus.Failed,
        OrchestrationStatus.Terminated,
        OrchestrationStatus.Canceled,
        OrchestrationStatus.Pending,
        OrchestrationStatus.Running,
        OrchestrationStatus.Suspended,
    ];

    /// <summary>Null leaves it to the hub.</summary>
    public static OrchestrationIdReusePolicy? Policy(IReadOnlyList<string>? kept)
    {
        if (kept is null)
            return null;

        var policy = new OrchestrationIdReusePolicy();
        policy.ReplaceableStatus.AddRange(Replaceable.Where(status =>
            !kept.Contains(status.ToString(), StringComparer.OrdinalIgnoreCase)));
        return policy;
    }
}
