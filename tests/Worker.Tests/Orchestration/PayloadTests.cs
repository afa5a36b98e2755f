namespace Landfall.Worker.Tests.Orchestration;

/// <summary>What the hub would refuse without a reason fails with one.</summary>
public sealed class PayloadTests
{
    private const int Limit = 100;

    private static readonly OrchestrationSettings Settings = new() { MaximumPayloadBytes = Limit };

    public static TheoryData<string, string> TooLarge => new()
    {
        { "activity", "input of activity 'step' is 152 bytes" },
        { "child", "input of sub-orchestration 'child' is 152 bytes" },
        { "event", "event 'news' is 152 bytes" },
        { "status", "custom status of 'flow' is 152 bytes" },
        { "again", "new input of 'flow' is 152 bytes" },
        { "output", "output of 'flow' is 152 bytes" },
    };

    [Theory]
    [Trait("Protocol", "5.7")]
    [MemberData(nameof(TooLarge))]
    public void What_is_too_large_fails_with_its_name_its_size_and_the_way_out(string where, string message)
    {
        var run = new OrchestrationTestHarness(
            "flow", context => Send(context, where, new string('x', 150)), settings: Settings).Start();

        Assert.Equal(OrchestrationRuntimeStatus.Failed, run.Status);
        Assert.Equal(typeof(PayloadTooLargeException).FullName, run.Failure!.ErrorType);
        Assert.True(run.Failure.IsNonRetriable);
        Assert.Contains($"{message} of JSON, and the task hub takes at most 100", run.Failure.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("blob", run.Failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Protocol", "5.7")]
    [InlineData(98, true)]
    [InlineData(99, false)]
    public void The_limit_itself_is_allowed(int characters, bool allowed)
    {
        var run = new OrchestrationTestHarness(
            "flow", context => Send(context, "output", new string('x', characters)), settings: Settings).Start();

        Assert.Equal(allowed ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Failed, run.Status);
    }

    private static async Task<object?> Send(TaskOrchestrationContext context, string where, string text)
    {
        switch (where)
        {
            case "activity":
                return await context.CallActivityAsync<object>("step", text);
            case "child":
                return await context.CallSubOrchestratorAsync<object>("child", text);
            case "event":
                context.SendEvent("other", "news", text);
                return null;
            case "status":
                context.SetCustomStatus(text);
                return null;
            case "again":
                context.ContinueAsNew(text);
                return null;
            default:
                return text;
        }
    }
}
