using Landfall.Contracts;
using Landfall.Fakes;

namespace Landfall.Functions.Tests.Approve;

public sealed class DeciderTests
{
    private readonly ApprovalBench bench = new();
    private readonly FakeDurableTaskClient hub = new();

    public DeciderTests() => hub.Add(Orchestrators.Approval, ApprovalBench.Id);

    /// <summary>Found under chaos: the one event was lost, and a decided run waited for its next reminder, hours away.</summary>
    [Fact]
    public async Task An_orchestration_whose_event_is_lost_is_woken_by_another()
    {
        var losses = 3;
        hub.OnRaise = _ =>
        {
            if (losses-- > 0)
                throw new IOException("the event was lost (by order of the test)");
        };

        var deciding = Decide(CancellationToken.None);
        while (!deciding.IsCompleted)
        {
            bench.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await deciding;
        Assert.Equal((ApprovalBench.Id, Signals.Decided), Heard());
    }

    /// <summary>A browser that is closed ends its request; the decision in the log was then told to nobody.</summary>
    [Fact]
    public async Task An_orchestration_is_woken_also_when_the_person_has_not_waited_for_the_answer()
    {
        using var closed = new CancellationTokenSource();
        hub.OnRaise = cancel =>
        {
            closed.Cancel();
            cancel.ThrowIfCancellationRequested();
        };

        await Decide(closed.Token);

        Assert.Equal((ApprovalBench.Id, Signals.Decided), Heard());
    }

    private Task Decide(CancellationToken cancel) => bench.Decider().Decide(
        bench.Question, new(ApprovalEntryKind.Approve, "anna", null, "link", "k1"), hub, cancel);

    private (string Instance, string Event) Heard()
    {
        var (instance, name, _) = Assert.Single(hub.Raised);
        return (instance, name);
    }
}
