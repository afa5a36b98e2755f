namespace Landfall.Domain.Training;

/// <summary>What all attempts of a piece of work may use together. Time in a queue, or suspended, costs nothing. Pure.</summary>
public static class JobBudget
{
    /// <summary>Adds what has passed since the last look, if the pod was running then.</summary>
    public static JobProgress Charge(JobProgress progress, JobReport report, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentNullException.ThrowIfNull(report);
        if (progress.Attempt.Request.Plan.Budget is null)
            return progress;
        var passed = progress.RunningSince is { } since ? now - since : TimeSpan.Zero;
        return progress with
        {
            Used = (progress.Used ?? TimeSpan.Zero) + passed,
            RunningSince = report.State == JobState.Running ? now : null,
        };
    }

    public static bool IsSpent(JobProgress progress) => Left(progress) <= TimeSpan.Zero;

    /// <returns>Null where nothing is limited.</returns>
    public static TimeSpan? Left(JobProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        return progress.Attempt.Request.Plan.Budget is { } budget ? budget - (progress.Used ?? TimeSpan.Zero) : null;
    }

    public static string Explain(JobProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var attempts = progress.Attempt.Number == 1 ? "1 attempt" : $"{progress.Attempt.Number} attempts";
        var plan = progress.Attempt.Request.Plan;
        return $"it ran for {Whole(progress.Used)} in {attempts}, and its budget is {Whole(plan.Budget)} of running "
            + $"({plan.BudgetRule ?? "train.budget by what it asks for"}). Raise the budget, or make the trainer cheaper";
    }

    private static string Whole(TimeSpan? time) => TimeSpan.FromSeconds(Math.Round((time ?? TimeSpan.Zero).TotalSeconds)).ToString("c");
}
