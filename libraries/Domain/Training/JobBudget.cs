using System.Globalization;

namespace Landfall.Domain.Training;

/// <summary>What all attempts of a piece of work may use together. Time in a queue, or suspended, costs nothing. Pure.</summary>
public static class JobBudget
{
    /// <summary>How long a pod with this request may run before its CPU hours are used up.</summary>
    /// <param name="cpu">A Kubernetes quantity: <c>2</c>, <c>0.5</c> or <c>500m</c>.</param>
    public static TimeSpan Time(double cpuHours, string cpu)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        var isMilli = cpu.EndsWith('m');
        var cores = double.Parse(cpu.TrimEnd('m'), CultureInfo.InvariantCulture) / (isMilli ? 1000 : 1);
        var hours = cores > 0 ? cpuHours / cores : double.PositiveInfinity;
        return hours < TimeSpan.MaxValue.TotalHours / 2 ? TimeSpan.FromHours(hours) : TimeSpan.MaxValue;
    }

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
        return $"it ran for {Whole(progress.Used)} in {attempts}, and its budget is {Whole(progress.Attempt.Request.Plan.Budget)} of running "
            + "(train.budget.cpuHours by the CPUs it asks for). Raise the budget, or make the trainer cheaper";
    }

    private static string Whole(TimeSpan? time) => TimeSpan.FromSeconds(Math.Round((time ?? TimeSpan.Zero).TotalSeconds)).ToString("c");
}
