using Landfall.Contracts;
using Landfall.Domain.Tests.Runs;
using Landfall.Domain.Training;

namespace Landfall.Domain.Tests.Training;

public sealed class JobBudgetTests
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly JobPlan Plan = new(
        TimeSpan.FromHours(2), 3, 1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), Budget: TimeSpan.FromMinutes(10), BudgetRule: "by its CPUs");

    private static readonly JobReport Running = new(JobState.Running);
    private static readonly JobReport Pending = new(JobState.Pending);
    private static readonly JobReport Evicted = new(JobState.Failed, JobCause.Evicted);

    [Fact]
    public void Attempts_add_up_and_waiting_costs_nothing()
    {
        var progress = Begin(Plan);
        progress = JobBudget.Charge(progress, Pending, Noon);
        progress = JobBudget.Charge(progress, Running, Noon.AddHours(1));
        progress = JobBudget.Charge(progress, Running, Noon.AddHours(1).AddMinutes(4));
        progress = JobBudget.Charge(progress, Evicted, Noon.AddHours(1).AddMinutes(6));
        progress = JobRetry.After(progress, Evicted)!;
        progress = JobBudget.Charge(progress, Pending, Noon.AddHours(3));
        progress = JobBudget.Charge(progress, Running, Noon.AddHours(5));

        Assert.Equal(TimeSpan.FromMinutes(4), JobBudget.Left(progress));
        Assert.False(JobBudget.IsSpent(progress));

        progress = JobBudget.Charge(progress, Running, Noon.AddHours(5).AddMinutes(4));
        Assert.True(JobBudget.IsSpent(progress));
        Assert.Contains("it ran for 00:10:00 in 2 attempts, and its budget is 00:10:00 of running (by its CPUs)", JobBudget.Explain(progress));
    }

    [Fact]
    public void The_next_look_is_when_the_budget_is_over_at_the_latest()
    {
        var progress = Begin(Plan) with { LastWait = TimeSpan.FromMinutes(1), Used = TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(5) };

        Assert.Equal(TimeSpan.FromSeconds(5), JobRetry.NextLook(progress));
    }

    [Fact]
    public void Without_a_budget_nothing_is_kept()
    {
        var progress = Begin(Plan with { Budget = null });

        Assert.Equal(progress, JobBudget.Charge(progress, Running, Noon));
        Assert.False(JobBudget.IsSpent(progress));
    }

    private static JobProgress Begin(JobPlan plan) => JobProgress.Begin(new(
        JobKind.Train, "train", RunSamples.Named("a"), new("t", "sha256:t", 1, "h", "sha256:h", 1, "l", "sha256:l"), plan));
}
