namespace Landfall.Worker.Tests.Orchestration;

public sealed class RetryTests
{
    private static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private sealed class ForeverException() : TerminalException("for ever");

    [Fact]
    [Trait("Protocol", "4.7")]
    public void Tries_again_after_growing_pauses_and_then_gives_up()
    {
        var run = Calling(new RetryPolicy(3, TimeSpan.FromSeconds(10), backoffCoefficient: 2));

        Assert.Equal([Start.AddSeconds(10)], run.FailActivity("a", new TimeoutException("1")).OpenTimers);
        run.FireNextTimer();
        Assert.Equal([Start.AddSeconds(30)], run.FailActivity("a", new TimeoutException("2")).OpenTimers);
        run.FireNextTimer().FailActivity("a", new TimeoutException("3"));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, run.Status);
        Assert.Equal(typeof(TaskFailedException).FullName, run.Failure!.ErrorType);
        Assert.Equal("System.TimeoutException: 3", run.Failure.InnerFailure!.ToString());
    }

    [Fact]
    [Trait("Protocol", "4.7")]
    public void Never_tries_a_terminal_failure_again()
    {
        var run = Calling(new RetryPolicy(5, TimeSpan.FromSeconds(1))).FailActivity("a", new ForeverException());

        Assert.Equal(OrchestrationRuntimeStatus.Failed, run.Status);
        Assert.True(run.Failure!.IsNonRetriable);
    }

    [Fact]
    [Trait("Protocol", "4.7")]
    public void Asks_a_handler_after_every_failure()
    {
        RetryHandler handler = told => told.LastAttemptNumber < 3;
        var run = Calling(handler);

        run.FailActivity("a", new TimeoutException()).FailActivity("a", new TimeoutException());
        Assert.Equal("ok", run.CompleteActivity("a", "ok").Output<string>());
    }

    [Fact]
    [Trait("Protocol", "4.7")]
    public void Attempts_at_a_child_are_attempts_at_the_same_child()
    {
        var run = new OrchestrationTestHarness("test", async context => await context.CallSubOrchestratorAsync<object>(
            "c", options: new TaskOptions(new RetryPolicy(2, TimeSpan.FromSeconds(1))))).Start();

        var first = run.LastActions.Single().CreateSubOrchestration.InstanceId;
        run.FailChild("c", new TimeoutException()).FireNextTimer();

        Assert.Equal(first, run.LastActions.Single().CreateSubOrchestration.InstanceId);
    }

    [Fact]
    [Trait("Protocol", "4.7")]
    public void Stops_when_its_time_is_over_or_the_failure_is_none_of_its_own()
    {
        var failure = new TaskFailureDetails("T", "m", null, null, null);
        var second = TimeSpan.FromSeconds(1);
        var timed = new RetryPolicy(9, second, retryTimeout: TimeSpan.FromMinutes(1));
        var picky = new RetryPolicy(9, second) { HandleFailure = f => f.ErrorType != "T" };

        Assert.Equal(second, Retries.Pause(timed, 1, TimeSpan.FromSeconds(59), failure));
        Assert.Null(Retries.Pause(timed, 1, TimeSpan.FromSeconds(60), failure));
        Assert.Null(Retries.Pause(picky, 1, TimeSpan.Zero, failure));
        Assert.Equal(TimeSpan.FromHours(1), Retries.Pause(new(99, second, 10), 90, TimeSpan.Zero, failure));
    }

    [Theory]
    [Trait("Protocol", "4.7")]
    [InlineData(0, 1, 1.0)]
    [InlineData(1, 0, 1.0)]
    [InlineData(1, 1, 0.5)]
    public void Refuses_policies_that_make_no_sense(int attempts, int seconds, double backoff) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new RetryPolicy(attempts, TimeSpan.FromSeconds(seconds), backoff));

    private static OrchestrationTestHarness Calling(TaskRetryOptions retry) =>
        new OrchestrationTestHarness(
            "test",
            async context => await context.CallActivityAsync<string>("a", options: new TaskOptions(retry)),
            startsAt: Start).Start();
}
