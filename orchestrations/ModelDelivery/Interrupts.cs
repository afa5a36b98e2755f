namespace Landfall.Orchestrations;

/// <summary>What may stop a run from outside: a person who gives up, or newer data.</summary>
internal sealed class Interrupts(TaskOrchestrationContext context)
{
    private readonly Inbox<PersonCommand> cancel = new(context, Signals.Cancel);
    private readonly Inbox<SupersedeRequest> supersede = new(context, Signals.Supersede);

    /// <summary>Completes with the next interrupt.</summary>
    public Task Arrival => Task.WhenAny(cancel.Arrival, supersede.Arrival);

    /// <summary>Waits for the work; whatever arrives meanwhile is passed on, once, and the work ends by itself.</summary>
    /// <returns>The last interrupt that arrived before the work ended, if any.</returns>
    public async Task<RunEnd?> During(Task work, Func<RunEnd, Task> passOn)
    {
        RunEnd? last = null;
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Arrival);
            if (Take() is not { } interrupt)
                continue;

            last = interrupt;
            await passOn(interrupt);
        }

        return last;
    }

    /// <summary>What has arrived and was not taken yet.</summary>
    public RunEnd? Take()
    {
        if (cancel.Take() is { } command)
            return new(Verdict.Cancelled, $"cancelled by {command.By}" + (command.Reason is { } why ? $": {why}" : ""));

        return supersede.Take() is { } newer
            ? new(Verdict.Superseded, $"superseded by {newer.ByRun}, whose data is newer")
            : null;
    }
}
