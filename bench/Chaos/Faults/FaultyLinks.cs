using System.Collections.Concurrent;

namespace Landfall.Bench.Chaos.Faults;

/// <summary>Numbers the messages of every link, says what becomes of each, and writes down every fault.</summary>
/// <param name="life">Of the platform.</param>
/// <param name="log">One line per fault: life, link, ordinal, kind, milliseconds, between tabs.</param>
internal sealed class FaultyLinks(FaultSchedule schedule, int life, Action<string> log)
{
    private readonly ConcurrentDictionary<string, Link> links = new(StringComparer.Ordinal);

    /// <summary>The fault of the next message; one that is to be late has waited when this returns.</summary>
    public async Task<MessageFault> Next(string name, CancellationToken cancel)
    {
        var link = links.GetOrAdd(name, static _ => new());
        var ordinal = link.Take();
        var fault = schedule.Of(life, name, ordinal);
        if (fault.Kind != FaultKind.None)
            log(FormattableString.Invariant($"{life}\t{name}\t{ordinal}\t{fault.Kind}\t{fault.Wait.TotalMilliseconds:0}"));

        if (fault.Kind == FaultKind.Delay)
            await Task.Delay(fault.Wait, cancel);
        else if (fault.Kind == FaultKind.Overtake)
            await link.AfterTheNext(fault.Wait, cancel);
        else
            link.LetPass();
        return fault;
    }

    private sealed class Link
    {
        private long taken = -1;
        private volatile TaskCompletionSource passed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long Take() => Interlocked.Increment(ref taken);

        public void LetPass() =>
            Interlocked.Exchange(ref passed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

        public Task AfterTheNext(TimeSpan atMost, CancellationToken cancel) =>
            Task.WhenAny(passed.Task, Task.Delay(atMost, cancel));
    }
}
