namespace Landfall.Contracts;

/// <summary>The orchestrators' names and the ids of their instances: whoever raises an event needs both.</summary>
public static class Orchestrators
{
    public const string LandingLane = nameof(LandingLane);
    public const string ModelDelivery = nameof(ModelDelivery);
    public const string ClusterJob = nameof(ClusterJob);
    public const string Approval = nameof(Approval);
    public const string ProgressiveRollout = nameof(ProgressiveRollout);
    public const string RollbackSettlement = nameof(RollbackSettlement);

    public const string RecordDebt = nameof(RecordDebt);

    public const string ModelWatch = nameof(ModelWatch);

    public const string EventDelivery = nameof(EventDelivery);

    /// <summary>One lane per pipeline, for ever.</summary>
    public static string LaneId(string pipeline) => $"lane-{pipeline}";

    /// <summary>One watch per model, for as long as its pipeline asks for one.</summary>
    public static string WatchId(string model) => $"watch-{model}";

    /// <summary>A run is its own instance.</summary>
    public static string RunInstance(string runId) => runId;

    public static string JobId(string runId, string role) => $"{runId}-job-{role}";

    public static string ApprovalId(string runId) => $"{runId}-approval";

    /// <summary>One per step of a run's rollout, so that a yes to one cannot serve another.</summary>
    /// <param name="step">Its number, from 1.</param>
    public static string StepApprovalId(string runId, int step) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{ApprovalId(runId)}-step-{step}");

    /// <summary>A check has no instance: this is under what its answer lies. One per run and check.</summary>
    public static string CheckId(string runId, string check) => $"{runId}-check-{check}";

    public static string RolloutId(string runId) => $"{runId}-rollout";

    /// <summary>One per fact: asked for again, it is the same instance.</summary>
    public static string DebtId(string runId, string key) => $"{runId}-debt-{key}";

    /// <summary>One per run and kind: asked for again, it is the same instance.</summary>
    public static string EventId(string runId, Documents.VersionEventKind kind) => $"{runId}-event-{kind.ToString().ToLowerInvariant()}";

    /// <summary>One per rollback: the fence tells two of one route apart.</summary>
    public static string SettlementId(RouteRef route, Fence fence)
    {
        ArgumentNullException.ThrowIfNull(route);
        return $"{route.Namespace}-{route.Name}-rollback-{fence}";
    }
}
