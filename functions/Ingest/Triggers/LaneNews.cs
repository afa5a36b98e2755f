namespace Landfall.Functions.Ingest.Triggers;

/// <summary>
/// Tells lanes that something landed. What lands for a lane while it is being told, and a moment longer, gathers, and one word
/// tells of all that: files that land by the thousand must not wake it by the thousand. Nobody's event ends before a word that
/// began after it.
/// </summary>
public sealed class LaneNews(TimeProvider time)
{
    /// <summary>How long files gather that complete nothing by themselves.</summary>
    public static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Word> gathering = [];
    private readonly Dictionary<string, Task> telling = [];

    public Task Tell(DurableTaskClient client, string pipeline, LandedNudge nudge, CancellationToken cancel)
    {
        lock (gate)
        {
            if (gathering.TryGetValue(pipeline, out var word))
            {
                word.Add(nudge);
            }
            else
            {
                gathering[pipeline] = word = new(nudge);
                telling[pipeline] = word.Told = TellAfter(telling.GetValueOrDefault(pipeline), client, pipeline, word);
            }

            return word.Told.WaitAsync(cancel);
        }
    }

    private async Task TellAfter(Task? before, DurableTaskClient client, string pipeline, Word word)
    {
        if (before is not null)
        {
            // A failure of those before is theirs.
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.WhenAny(word.HasSign, Task.Delay(Moment, time));
        }

        await Task.Yield();   // the first word begins inside the caller's lock
        lock (gate)
            gathering.Remove(pipeline);
        try
        {
            // Many wait for it: that one of them gives up ends nothing.
            await Lanes.Tell(client, pipeline, Signals.Landed, word.Nudge, CancellationToken.None);
        }
        finally
        {
            lock (gate)
            {
                if (telling[pipeline] == word.Told)
                    telling.Remove(pipeline);
            }
        }
    }

    private sealed class Word
    {
        private readonly TaskCompletionSource sign = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Word(LandedNudge first)
        {
            Nudge = first;
            Add(first);
        }

        public LandedNudge Nudge { get; private set; }

        /// <summary>Ends when one has landed that may complete something: it speaks for all, at once.</summary>
        public Task HasSign => sign.Task;

        public Task Told { get; set; } = Task.CompletedTask;

        public void Add(LandedNudge nudge)
        {
            if (!nudge.Sign)
                return;
            Nudge = nudge;
            sign.TrySetResult();
        }
    }
}
