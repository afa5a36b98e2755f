using Landfall.Domain.Training;
using Landfall.Orchestrations.Tests.Samples;

namespace Landfall.Orchestrations.Tests;

public sealed class ClusterJobTests : OrchestratorTests
{
    private readonly JobProgress begin = JobProgress.Begin(new(JobKind.Train, "train", Sample.Run, Sample.Split, Sample.JobPlan));
    private readonly List<JobAttempt> applied = [];

    public ClusterJobTests()
        : base(typeof(ClusterJob), Orchestrators.JobId(Sample.Run.Id, "train"))
    {
        Answer<JobAttempt>(Steps.ApplyTrainJob, attempt =>
        {
            applied.Add(attempt);
            return new JobRef("train", $"job-{attempt.Number}", $"uid-{attempt.Number}");
        });
        Answer(Steps.RemoveTrainJob, null);
    }

    [Fact]
    public void A_job_that_succeeds_gives_its_output_and_is_removed()
    {
        Reports(Running, Running, Succeeded);
        Go(begin);
        GoToTheEnd();
        Keep();

        var result = Play.Output<JobResult>()!;
        Assert.True(result.Succeeded);
        Assert.Equal((Sample.Model, 1, "job-1"), (result.Output, result.Attempts, result.JobName));
        Assert.Equal(TimeSpan.FromSeconds(3), result.Took);
        Assert.Equal(Steps.RemoveTrainJob, Called[^1]);
    }

    [Fact]
    public void A_trainer_that_never_ends_is_stopped_when_its_budget_is_used_up()
    {
        Answer(Steps.ReadTrainJob, Running);
        Go(JobProgress.Begin(begin.Attempt.Request with { Plan = Sample.JobPlan with { Budget = TimeSpan.FromMinutes(5) } }));
        GoToTheEnd();

        var result = Play.Output<JobResult>()!;
        Assert.Equal((false, JobCause.Budget), (result.Succeeded, result.Cause));
        Assert.Equal(TimeSpan.FromMinutes(5), result.Took);
        Assert.Contains("it ran for 00:05:00 in 1 attempt, and its budget is 00:05:00", result.Message);
        Assert.Equal(Steps.RemoveTrainJob, Called[^1]);
    }

    [Fact]
    public void An_evaluation_uses_its_own_steps()
    {
        Answer(Steps.ApplyEvaluateJob, new JobRef("evaluate", "job-1", "uid"));
        Answer(Steps.ReadEvaluateJob, Succeeded);
        Answer(Steps.RemoveEvaluateJob, null);

        Go(JobProgress.Begin(begin.Attempt.Request with { Kind = JobKind.Evaluate, Role = "candidate" }));

        Assert.Equal([Steps.ApplyEvaluateJob, Steps.ReadEvaluateJob, Steps.RemoveEvaluateJob], Called);
        Assert.Empty(applied);
    }

    [Theory]
    [InlineData(JobCause.Evicted, 1)]
    [InlineData(JobCause.OutOfMemory, 2)]
    public void What_another_attempt_can_mend_is_tried_again(JobCause cause, int memory)
    {
        Reports(Failed(cause), Succeeded);
        Go(begin);

        Assert.Equal((true, 2), (Play.Output<JobResult>()!.Succeeded, Play.Output<JobResult>()!.Attempts));
        Assert.Equal([(1, 1), (2, memory)], applied.Select(attempt => (attempt.Number, attempt.MemoryFactor)));
        Assert.Equal(
            [
                Steps.ApplyTrainJob, Steps.ReadTrainJob, Steps.RemoveTrainJob,
                Steps.ApplyTrainJob, Steps.ReadTrainJob, Steps.RemoveTrainJob,
            ],
            Called);
    }

    [Fact]
    public void Evictions_end_with_the_plans_patience()
    {
        Answer(Steps.ReadTrainJob, Failed(JobCause.Evicted));
        Go(begin);

        var result = Play.Output<JobResult>()!;
        Assert.Equal((false, JobCause.Evicted, 3), (result.Succeeded, result.Cause, result.Attempts));
    }

    [Fact]
    public void A_failure_of_the_program_itself_is_not_tried_again()
    {
        Reports(Running, Failed(JobCause.OwnFailure));
        Go(begin);
        GoToTheEnd();

        var result = Play.Output<JobResult>()!;
        Assert.Equal((false, JobCause.OwnFailure, 1, "it broke"), (result.Succeeded, result.Cause, result.Attempts, result.Message));
        Assert.Single(applied);
        Assert.Equal(Steps.RemoveTrainJob, Called[^1]);
    }

    [Fact]
    public void A_cancel_between_two_looks_removes_the_job()
    {
        Answer(Steps.ReadTrainJob, Running);
        Go(begin);
        Raise(Signals.Cancel, new PersonCommand("landfall", "newer data"));

        var result = Play.Output<JobResult>()!;
        Assert.Equal((false, JobCause.Cancelled, "newer data"), (result.Succeeded, result.Cause, result.Message));
        Assert.Equal(Steps.RemoveTrainJob, Called[^1]);
    }

    [Fact]
    public void A_cancel_during_a_failed_look_makes_no_other_attempt()
    {
        Answer(Steps.ReadTrainJob, Running);
        Go(begin);
        HoldBack(Steps.ReadTrainJob);
        Play.FireNextTimer();
        Raise(Signals.Cancel, new PersonCommand("landfall", null));
        Answer(Steps.ReadTrainJob, Failed(JobCause.Evicted));
        Go();

        Assert.Equal(JobCause.Cancelled, Play.Output<JobResult>()!.Cause);
        Assert.Single(applied);
    }

    [Fact]
    public void After_a_hundred_looks_it_starts_over_and_knows_its_job()
    {
        Answer(Steps.ReadTrainJob, Running);
        Go(begin);
        while (Play.Generation == 0)
        {
            Play.FireNextTimer();
            Go();
        }

        Assert.Equal(100, Called.Count(name => name == Steps.ReadTrainJob) - 1);
        Answer(Steps.ReadTrainJob, Succeeded);
        GoToTheEnd();

        Assert.Single(applied);
        Assert.True(Play.Output<JobResult>()!.Took > TimeSpan.FromMinutes(6));
    }

    [Fact]
    public void A_cancel_in_the_hundredth_look_survives_the_start_over()
    {
        Answer(Steps.ReadTrainJob, Running);
        Go(begin);
        for (var look = 1; look < 99; look++)
        {
            Play.FireNextTimer();
            Go();
        }

        HoldBack(Steps.ReadTrainJob);
        Play.FireNextTimer();
        Raise(Signals.Cancel, new PersonCommand("landfall", null));
        Answer(Steps.ReadTrainJob, Running);
        Go();

        Assert.Equal(JobCause.Cancelled, Play.Output<JobResult>()!.Cause);
    }

    [Fact]
    public void A_job_that_can_never_be_applied_fails()
    {
        Answer(Steps.ApplyTrainJob, new Broken("the image is not allowed"));
        Go(begin);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, Play.Status);
        Assert.Contains("the image is not allowed", Play.Failure!.InnerFailure!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_that_is_away_for_half_an_hour_costs_time_only()
    {
        var failures = 30;
        Answer<JobLook>(Steps.ReadTrainJob, _ => failures-- > 0 ? new TimeoutException("no answer") : Succeeded);
        Go(begin);
        GoToTheEnd();

        Assert.True(Play.Output<JobResult>()!.Succeeded);
        Assert.Single(applied);
    }

    [Fact]
    public void A_job_that_can_never_be_read_again_is_removed_and_told()
    {
        Answer(Steps.ReadTrainJob, new Broken("403: no right to read it"));
        Go(begin);

        var result = Play.Output<JobResult>()!;
        Assert.Equal((false, JobCause.Unreadable), (result.Succeeded, result.Cause));
        Assert.Contains("no right to read it", result.Message, StringComparison.Ordinal);
        Assert.Equal(Steps.RemoveTrainJob, Called[^1]);
    }

    [Fact]
    public void A_result_stands_although_its_job_could_not_be_removed()
    {
        Answer(Steps.ReadTrainJob, Succeeded);
        Answer(Steps.RemoveTrainJob, new Broken("403: no right to delete it"));
        Go(begin);

        var result = Play.Output<JobResult>()!;
        Assert.Equal((true, Sample.Model), (result.Succeeded, result.Output));
        Assert.Contains("no right to delete it", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_other_attempt_is_made_beside_a_job_that_could_not_be_removed()
    {
        Answer(Steps.ReadTrainJob, Failed(JobCause.Evicted));
        Answer(Steps.RemoveTrainJob, new Broken("403: no right to delete it"));
        Go(begin);

        Assert.Equal((false, JobCause.Evicted), (Play.Output<JobResult>()!.Succeeded, Play.Output<JobResult>()!.Cause));
        Assert.Single(applied);
    }

    private static JobReport Running => new(JobState.Running, Progress: "40 %");

    private static JobReport Succeeded => new(JobState.Succeeded, Output: Sample.Model);

    private static JobReport Failed(JobCause cause) => new(JobState.Failed, cause, 1, "it broke");

    private void Reports(params JobReport[] reports)
    {
        var next = new Queue<JobReport>(reports);
        Answer<JobLook>(Steps.ReadTrainJob, _ => next.Dequeue());
    }
}
