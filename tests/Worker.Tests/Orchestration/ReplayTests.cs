using Landfall.Worker.Protobuf;

namespace Landfall.Worker.Tests.Orchestration;

public sealed class ReplayTests
{
    private static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Guids_match_the_vector() => Assert.Equal(
        Guid.Parse("a1239379-7719-5253-84a4-29155a59f930"),
        DeterministicGuid.Create("abc", new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc), 0));

    [Fact]
    public void Runs_activities_one_after_the_other_and_completes()
    {
        var run = Of(async context =>
        {
            var first = await context.CallActivityAsync<int>("a", context.GetInput<int>());
            return await context.CallActivityAsync<int>("b", first + 1);
        }).Start(1);

        Assert.Equal(1, run.InputOf<int>("a"));
        run.CompleteActivity("a", 10);
        Assert.Equal(11, run.InputOf<int>("b"));
        run.CompleteActivity("b", 12);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, run.Status);
        Assert.Equal(12, run.Output<int>());
        Assert.Equal(2, run.LastActions.Single().Id);
    }

    [Fact]
    public void Ids_count_every_action_in_the_order_of_the_calls()
    {
        var run = Of(async context =>
        {
            var a = context.CallActivityAsync("a");
            var timer = context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            context.SendEvent("other", "hi", 1);
            await Task.WhenAll(a, timer, context.CallSubOrchestratorAsync("child"));
            return null;
        }).Start();

        Assert.Equal([0, 1, 2, 3], run.LastActions.Select(action => action.Id));
        Assert.Matches("^[0-9a-f]{32}$", run.LastActions[3].CreateSubOrchestration.InstanceId);
    }

    [Fact]
    public void Stays_open_until_the_tasks_it_did_not_await_have_ended()
    {
        var run = Of(context =>
        {
            _ = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return Task.FromResult<object?>("done");
        }).Start();

        Assert.Equal(OrchestrationRuntimeStatus.Running, run.Status);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, run.FireNextTimer().Status);
    }

    [Fact]
    public void A_cancelled_timer_keeps_nothing_open()
    {
        var run = Of(async context =>
        {
            using var cancel = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(1), cancel.Token);
            var go = context.WaitForExternalEvent<string>("go");
            var first = await Task.WhenAny(timer, go);
            cancel.Cancel();   // CancelAsync would leave the turn's thread
            return first == go ? await go : "late";
        }).Start();

        run.RaiseEvent("GO", "now");

        Assert.Equal("now", run.Output<string>());
    }

    [Fact]
    public void A_wait_ends_with_its_time()
    {
        var run = Of(async context =>
        {
            try
            {
                return await context.WaitForExternalEvent<string>("go", TimeSpan.FromMinutes(5));
            }
            catch (TaskCanceledException)
            {
                return await context.WaitForExternalEvent<string>("go");
            }
        }).Start();

        run.FireNextTimer().RaiseEvent("go", "second");

        Assert.Equal("second", run.Output<string>());   // the wait that ended has swallowed nothing
    }

    [Fact]
    public void Long_timers_are_cut_into_pieces_that_add_up()
    {
        var run = Of(async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(7), CancellationToken.None);
            return context.CurrentUtcDateTime;
        }).Start();

        Assert.Equal([Start.AddDays(3)], run.OpenTimers);
        Assert.Equal([Start.AddDays(6)], run.FireNextTimer().OpenTimers);
        Assert.Equal([Start.AddDays(7)], run.FireNextTimer().OpenTimers);
        Assert.Equal(Start.AddDays(7), run.FireNextTimer().Output<DateTime>());
    }

    [Fact]
    public void Events_wait_for_whoever_asks_and_the_newest_waiter_comes_first()
    {
        var run = Of(async context =>
        {
            await context.CallActivityAsync("a");
            var early = await context.WaitForExternalEvent<string>("e");
            var older = context.WaitForExternalEvent<string>("e");
            var newer = context.WaitForExternalEvent<string>("E");
            return $"{early} {await newer} {await older}";
        }).Start();

        run.RaiseEvent("e", "one").CompleteActivity("a").RaiseEvent("e", "two").RaiseEvent("e", "three");

        Assert.Equal("one two three", run.Output<string>());
    }

    [Fact]
    public void Starting_over_carries_unread_events_in_order_unless_told_otherwise()
    {
        static OrchestrationTestHarness Run(bool keeps) => Of(async context =>
        {
            if (context.GetInput<int>() == 0)
            {
                await context.WaitForExternalEvent<string>("start");
                context.ContinueAsNew(1, keeps);
                return null;
            }

            return await context.WaitForExternalEvent<string>("x") + await context.WaitForExternalEvent<string>("x");
        }).Start(0).RaiseEvent("x", "1").RaiseEvent("x", "2").RaiseEvent("start");

        var kept = Run(keeps: true);
        Assert.Equal((1, "12"), (kept.Generation, kept.Output<string>()));
        Assert.Equal(OrchestrationRuntimeStatus.Running, Run(keeps: false).Status);
    }

    [Fact]
    public void Holds_everything_back_while_suspended()
    {
        var run = Of(async context =>
        {
            await context.WaitForExternalEvent<string>("go");
            return await context.CallActivityAsync<string>("a");
        }).Start();

        run.Suspend().RaiseEvent("go");
        Assert.Empty(run.LastActions);

        run.Resume();
        Assert.Equal(["a"], run.OpenActivities);
        Assert.Equal("ok", run.CompleteActivity("a", "ok").Output<string>());
    }

    [Fact]
    public void Ends_at_once_when_terminated_even_suspended()
    {
        var run = Of(async context => await context.WaitForExternalEvent<object>("never")).Start();

        run.Suspend().Terminate("because");

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, run.Status);
        Assert.Equal("because", run.Output<string>());
    }

    [Fact]
    public void Sends_the_custom_status_with_every_turn()
    {
        var run = Of(async context =>
        {
            context.SetCustomStatus(new { Phase = "one" });
            await context.CallActivityAsync("a");
            return await context.CallActivityAsync<object>("b");
        }).Start();

        Assert.Equal("""{"phase":"one"}""", run.CompleteActivity("a").SerializedCustomStatus);
    }

    [Fact]
    public void Notices_a_history_that_the_code_does_not_repeat()
    {
        var first = Of(async context => await context.CallActivityAsync<object>("a")).Start();
        var request = new OrchestratorRequest { InstanceId = "test" };
        request.PastEvents.AddRange(first.History);

        var answer = OrchestrationExecutor.Execute(
            request, _ => async context => await context.CallActivityAsync<object>("b"), new OrchestrationSettings());

        var failed = answer.Actions.Single().CompleteOrchestration;
        Assert.Equal(typeof(NonDeterministicOrchestrationException).FullName, failed.FailureDetails.ErrorType);
        Assert.Contains("'a' with sequence number 0", failed.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_to_wait_for_what_is_not_durable()
    {
        var run = Of(async _ => await new TaskCompletionSource<object?>().Task).Start();

        Assert.Equal(OrchestrationRuntimeStatus.Failed, run.Status);
        Assert.Contains("not durable", run.Failure!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_which_orchestrator_it_does_not_know()
    {
        var request = new OrchestratorRequest { InstanceId = "i" };
        request.NewEvents.Add(new HistoryEvent { ExecutionStarted = new ExecutionStartedEvent { Name = "gone" } });

        var answer = OrchestrationExecutor.Execute(request, _ => null, new OrchestrationSettings());

        Assert.Equal("OrchestratorTaskNotFound", answer.Actions.Single().CompleteOrchestration.FailureDetails.ErrorType);
    }

    [Fact]
    public void Children_and_activities_carry_the_version_asked_for()
    {
        var run = Of(async context =>
        {
            await context.CallActivityAsync("a");
            await context.CallSubOrchestratorAsync("c", options: new TaskOptions { Version = "3.0" });
            return context.CompareVersionTo("1.10");
        }).Start(version: "1.9");

        Assert.Equal("1.9", run.LastActions.Single().ScheduleTask.Version);
        run.CompleteActivity("a");
        Assert.Equal("3.0", run.LastActions.Single().CreateSubOrchestration.Version);
        Assert.Equal(-1, run.CompleteChild("c").Output<int>());
    }

    private static OrchestrationTestHarness Of(OrchestratorFunction function) => new("test", function, startsAt: Start);
}
