namespace Landfall.Domain.Rollout;

public enum RolloutPhase
{
    Acquiring, Deploying, Warming, Announcing, Shifting, Looking,
    Promoting, RetiringOld,
    Returning, RecordingReturn, Sealing, RetiringCandidate,
    Releasing, Over,

    /// <summary>People are being asked about the next step.</summary>
    Asking,

    /// <summary>The candidate is ready, has never had a request, and may not have one yet.</summary>
    Holding,

    /// <summary>On the way back: the open question is ended.</summary>
    Closing,
}

/// <summary>All a rollout knows. What it does next follows from it alone: see <see cref="RolloutMachine"/>.</summary>
/// <param name="Step">Index into <see cref="Steps"/>.</param>
/// <param name="StepSince">When the step's weights were on the route; restarted by an extension, never by a pause.</param>
/// <param name="AskedBecause">Set while a person is asked to decide.</param>
/// <param name="BlindSince">Since when nothing can be seen.</param>
/// <param name="Evidence">Of the present step; null until it was looked at.</param>
/// <param name="Last">The last look of all: it outlives its step, because it says why the step was left.</param>
/// <param name="Attempt">Failures in a row of the present effect, for the growing delay of what must succeed.</param>
/// <param name="Halted">Why nothing may get more traffic, as last seen.</param>
/// <param name="HandWeight">The weight that a person has set for the present step; null where the plan's counts.</param>
/// <param name="RecordLast">True while less traffic is under way by hand: first the act, then its record.</param>
/// <param name="OnRoute">The weight that the route was last known to have; null before the first write.</param>
/// <param name="Pending">The next step, while something has to happen before its weight may be set.</param>
/// <param name="Granted">The question whose yes the present step rests on.</param>
/// <param name="From">The step that the present one came from; kept only where weights have their hours.</param>
/// <param name="Held">How often a weight that was recorded came too late for its hours.</param>
/// <param name="Clock">How much of its time the present step has used up, where it has an end.</param>
/// <param name="MissingSince">Since when judges that have an <c>onMissing</c> of their own have no data; null where all have some.</param>
/// <param name="Verdict">Known as soon as the way back or the end has begun, final when over.</param>
public sealed record RolloutState(
    RolloutRequest Request,
    RolloutPhase Phase,
    DateTimeOffset PhaseSince,
    int Step = 0,
    DateTimeOffset? StepSince = null,
    int Extensions = 0,
    bool Paused = false,
    string? AskedBecause = null,
    DateTimeOffset? AskedSince = null,
    DateTimeOffset? BlindSince = null,
    RouteLease? Lease = null,
    Fence? Fence = null,
    string? Stratum = null,
    CounterState? Counters = null,
    StepEvidence? Evidence = null,
    RolloutLook? Last = null,
    int Look = 0,
    int Attempt = 0,
    bool HadTraffic = false,
    string Explanation = "",
    RolloutVerdict? Verdict = null,
    string? Halted = null,
    int? HandWeight = null,
    bool? RecordLast = null,
    int? OnRoute = null,
    PendingStep? Pending = null,
    string? Granted = null,
    int? From = null,
    int? Held = null,
    StepClock? Clock = null,
    IReadOnlyDictionary<string, DateTimeOffset>? MissingSince = null)
{
    public static RolloutState Begin(RolloutRequest request, DateTimeOffset now) =>
        new(request, RolloutPhase.Acquiring, now, Explanation: "taking the route");

    /// <summary>A first version has nobody to be compared with and nobody to share with: it goes straight to the last step.</summary>
    public IReadOnlyList<RolloutStep> Steps => StepsOf(Request.Plan, Request.Champion);

    /// <summary>The steps a rollout really takes.</summary>
    public static IReadOnlyList<RolloutStep> StepsOf(RolloutPlan plan, ModelVersionRef? champion) =>
        champion is null ? [.. plan.Steps.Where(step => step.IsBake)] : plan.Steps;

    /// <summary>A write may have reached the route, whether or not its answer came.</summary>
    internal bool MayHaveWritten => Stratum is not null || Phase == RolloutPhase.Shifting;

    /// <summary>The step as it is, with the weight that a person has set.</summary>
    public RolloutStep Current => HandWeight is { } weight ? Steps[Step] with { Weight = weight } : Steps[Step];

    /// <summary>What people are still asked; null when nobody is.</summary>
    internal string? OpenQuestion => Pending is { IsOpen: true } open ? open.ApprovalId : null;

    public bool IsOver => Phase == RolloutPhase.Over;

    public DateTimeOffset? EndsAt => StepSince is { } since && Phase == RolloutPhase.Looking ? since + Current.For : null;

    public RolloutSummary Summary => new(
        Phase.ToString(), Step + 1, Steps.Count, Current.Name, WeightNow, Pending is null ? EndsAt : null, Paused, HadTraffic,
        Evidence?.Samples ?? 0, Evidence?.Readings ?? [], Explanation,
        Halted ?? (Paused ? "paused by a person" : AskedBecause ?? (Pending is { } next ? RolloutGates.Waits(next, this) : null)), Last,
        OpenQuestion);

    /// <summary>What the route was last told; 0 again as soon as the way back is done.</summary>
    private int WeightNow => Phase switch
    {
        RolloutPhase.Looking or RolloutPhase.Promoting or RolloutPhase.RetiringOld => Current.Weight,
        RolloutPhase.Announcing or RolloutPhase.Shifting => OnRoute ?? (Step == 0 ? 0 : Steps[Step - 1].Weight),
        RolloutPhase.Asking => OnRoute ?? 0,
        RolloutPhase.Returning => HadTraffic ? OnRoute ?? Current.Weight : 0,
        RolloutPhase.Releasing or RolloutPhase.Over => Verdict?.Verdict == Contracts.Verdict.Promoted ? 100 : 0,
        _ => 0,
    };
}
