using Landfall.Worker.Protobuf;

namespace Landfall.Worker.Tests.Orchestration;

public sealed class ReplayTests
{
    private static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    [Trait("Protocol", "4.5")]
    public void Guids_match_the_vector() => Assert.Equal(
        Guid.Parse("a1239379-7719-5253-84a4-29155a59f930"),
        DeterministicGuid.Create("abc", new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc), 0));

    [Fact]
    [Trait("Protocol", "4.1")]
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
    [Trait("Protocol", "4.2")]
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
    [Trait("Protocol", "4.1")]
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
    [Trait("Protocol", "4.7")]
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
    [Trait("Protocol", "4.6")]
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
    [Trait("Protocol", "4.7")]
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
    [Trait("Protocol", "4.6")]
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
    [Trait("Protocol", "4.7")]
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
    [Trait("Protocol", "4.8")]
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
    [Trait("Protocol", "4.8")]
    public void Ends_at_once_when_terminated_even_suspended()
    {
        var run = Of(async context => await context.WaitForExternalEvent<object>("never")).Start();

        run.Suspend().Terminate("because");

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, run.Status);
        Assert.Equal("because", run.Output<string>());
    }

    [Fact]
    [Trait("Protocol", "4.11")]
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

    public static TheoryData<string, string, string> Changes => new()
    {
        { "a", "b", "earlier turn scheduled activity 'a', but this replay scheduled activity 'b' there" },
        { "a", "child", "earlier turn scheduled activity 'a', but this replay scheduled sub-orchestration 'child' there" },
        { "child", "timer", "earlier turn scheduled sub-orchestration 'child', but this replay scheduled a timer there" },
        { "timer", "event", "earlier turn scheduled a timer, but this replay scheduled event 'told' there" },
        { "event", "a", "earlier turn scheduled event 'told', but this replay scheduled activity 'a' there" },
        { "a", "nothing", "earlier turn scheduled activity 'a', but this replay scheduled nothing there" },
    };

    [Theory]
    [Trait("Protocol", "4.9")]
    [MemberData(nameof(Changes))]
    public void Names_what_the_history_holds_and_what_the_code_asks_for_instead(string before, string after, string message)
    {
        var first = Of(context => Do(context, before)).Start();
        var request = new OrchestratorRequest { InstanceId = "test" };
        request.PastEvents.AddRange(first.History);

        var answer = OrchestrationExecutor.Execute(
            request, _ => context => Do(context, after), new OrchestrationSettings());

        var failed = answer.Actions.Single().CompleteOrchestration;
        Assert.Equal(typeof(NonDeterministicOrchestrationException).FullName, failed.FailureDetails.ErrorType);
        Assert.Contains($"at sequence number 0 an {message}", failed.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    private static async Task<object?> Do(TaskOrchestrationContext context, string what)
    {
        switch (what)
        {
            case "child":
                return await context.CallSubOrchestratorAsync<object>("child");
            case "timer":
                await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                return null;
            case "event":
                context.SendEvent("other", "told", "news");
                return await context.WaitForExternalEvent<object>("answer");
            case "nothing":
                return await context.WaitForExternalEvent<object>("answer");
            default:
                return await context.CallActivityAsync<object>(what);
        }
    }

    [Fact]
    [Trait("Protocol", "4.1")]
    public void Refuses_to_wait_for_what_is_not_durable()
    {
        var run = Of(async _ => await new TaskCompletionSource<object?>().Task).Start();

        Assert.Equal(OrchestrationRuntimeStatus.Failed, run.Status);
        Assert.Contains("not durable", run.Failure!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Protocol", "4.10")]
    public void Says_which_orchestrator_it_does_not_know()
    {
        var request = new OrchestratorRequest { InstanceId = "i" };
        request.NewEvents.Add(new HistoryEvent { ExecutionStarted = new ExecutionStartedEvent { Name = "gone" } });

        var answer = OrchestrationExecutor.Execute(request, _ => null, new OrchestrationSettings());

        Assert.Equal("OrchestratorTaskNotFound", answer.Actions.Single().CompleteOrchestration.FailureDetails.ErrorType);
    }

    [Fact]
    [Trait("Protocol", "4.11")]
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
