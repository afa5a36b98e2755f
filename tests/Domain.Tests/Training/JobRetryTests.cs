using Landfall.Contracts;
using Landfall.Domain.Tests.Runs;
using Landfall.Domain.Training;

namespace Landfall.Domain.Tests.Training;

public sealed class JobRetryTests
{
    private static readonly JobPlan Plan = new(
        TimeSpan.FromHours(1), EvictionRetries: 2, OutOfMemoryRetries: 1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

    private static readonly JobProgress First = JobProgress.Begin(new(
        JobKind.Train, "train", RunSamples.Named("a"), new("t", "sha256:t", 80, "h", "sha256:h", 20, "l", "sha256:l"), Plan))
        with
    {
        Job = new("train", "job-1", "uid-1"),
        LastWait = TimeSpan.FromSeconds(4),
        AppliedAt = new DateTime(2026, 3, 1),
    };

    [Theory]
    [InlineData(JobCause.Evicted)]
    [InlineData(JobCause.Lost)]
    [InlineData(JobCause.Storage)]
    public void A_pod_that_was_taken_away_or_cut_off_is_made_again_with_the_same_memory(JobCause cause)
    {
        var next = After(First, cause)!;

        Assert.Equal((2, 1), (next.Attempt.Number, next.Attempt.MemoryFactor));
        Assert.Null(next.Job);
        Assert.Null(next.LastWait);
        Assert.Equal(First.AppliedAt, next.AppliedAt);
    }

    [Fact]
    public void Evictions_are_mended_as_often_as_the_plan_says() =>
        Assert.Null(After(After(After(First, JobCause.Evicted)!, JobCause.Lost)!, JobCause.Evicted));

    [Fact]
    public void Out_of_memory_gets_twice_as_much_once()
    {
        var next = After(First, JobCause.OutOfMemory)!;

        Assert.Equal((2, 2), (next.Attempt.Number, next.Attempt.MemoryFactor));
        Assert.Null(After(next, JobCause.OutOfMemory));
    }

    [Fact]
    public void Memory_that_was_given_is_kept_after_an_eviction()
    {
        var next = After(After(First, JobCause.OutOfMemory)!, JobCause.Evicted)!;

        Assert.Equal((3, 2), (next.Attempt.Number, next.Attempt.MemoryFactor));
    }

    [Fact]
    public void Every_other_failure_stands()
    {
        JobCause[] mended = [JobCause.Evicted, JobCause.Lost, JobCause.Storage, JobCause.OutOfMemory];

        Assert.All(Enum.GetValues<JobCause>().Except(mended), cause => Assert.Null(After(First, cause)));
    }

    [Fact]
    public void Looks_grow_apart_up_to_the_plans_limit()
    {
        var progress = First with { LastWait = null };
        var waits = new List<double>();
        for (var look = 0; look < 5; look++)
        {
            progress = progress with { LastWait = JobRetry.NextLook(progress) };
            waits.Add(progress.LastWait.Value.TotalSeconds);
        }

        Assert.Equal([1, 2, 4, 5, 5], waits);
    }

    private static JobProgress? After(JobProgress progress, JobCause cause) =>
        JobRetry.After(progress, new(JobState.Failed, cause));
}
