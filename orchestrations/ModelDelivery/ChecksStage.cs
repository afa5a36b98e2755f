using Landfall.Domain.Checks;

namespace Landfall.Orchestrations;

/// <summary>
/// What systems outside have to say of a signed version, before people are asked. All checks are started at once; each
/// answers, or its time is over. The stored answers are the truth; events only make this look.
/// </summary>
internal static class ChecksStage
{
    public const string Step = "checked";

    /// <returns>What they said, for those who are asked; null where the pipeline has none, and where the run ends.</returns>
    public static async Task<(CheckRuling? Said, RunEnd? Refused)> Run(
        Delivery delivery, IReadOnlyList<CheckPlan>? plans, ModelVersionRef version)
    {
        if (plans is not { Count: > 0 })
            return (null, null);

        var log = delivery.Log;
        log.Add(Step, after: "registered");
        log.Begin(Step);
        var book = new CheckBook(delivery, plans, version);
        await book.StartAll();

        var (ruling, stopped) = await Wait(delivery, book);
        if (stopped is not null)
        {
            await book.Close(stopped.Reason);
            log.End(Step, StepState.Refused, stopped.Reason);
            return (null, stopped);
        }

        if (ruling!.Refusal is not { } refusal)
        {
            log.End(Step, StepState.Done, ruling.Explanation);
            return (ruling, null);
        }

        await book.Close($"the run has ended: {refusal}");
        log.End(Step, StepState.Refused, refusal);
        return (null, new(Verdict.Rejected, refusal));
    }

    /// <returns>The ruling when all is said, or what stopped the run before.</returns>
    private static async Task<(CheckRuling? Ruling, RunEnd? Stopped)> Wait(Delivery delivery, CheckBook book)
    {
        var (context, _, _, interrupts) = delivery;
        var inbox = new Inbox<string>(context, Signals.Checked);
        while (true)
        {
            await book.Look();
            if (book.Ruling.IsOver)
                return (book.Ruling, null);
            if (interrupts.Take() is { } stopped)
                return (null, stopped);
            if (await book.CloseOverdue())
                continue;

            await Next(context, book, inbox.Arrival, interrupts.Arrival);
            inbox.Take();
        }
    }

    /// <summary>Until there may be news: an event, an interrupt, or the time to look without being told.</summary>
    private static async Task Next(TaskOrchestrationContext context, CheckBook book, Task told, Task interrupted)
    {
        using var over = new CancellationTokenSource();
        var timer = context.CreateTimer(book.NextLook.UtcDateTime, over.Token);
        await Task.WhenAny(told, interrupted, timer);
        over.Cancel();
    }
}
