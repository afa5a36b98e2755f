namespace Flights.Traffic;

/// <summary>An open loop: requests leave when they are due, whether earlier ones were answered or not.</summary>
internal sealed class Generator(
    TrafficSettings settings, IReadOnlyList<byte[]> bodies, InferenceClient client, Tally tally, TimeProvider time)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(5);

    private long next;

    private int inFlight;

    /// <summary>Sends until the duration is over or <paramref name="stop"/>, then waits a little for the last answers.</summary>
    public async Task Run(CancellationToken stop)
    {
        using var abandon = new CancellationTokenSource();
        try
        {
            if (settings.WaitForFirst)
                await WaitForFirst(stop);
            await SendWhenDue(abandon.Token, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Being stopped is the usual end.
        }
        await LastOnes();
        // What is still unanswered was given up by us; it is neither a success nor a failure.
        await abandon.CancelAsync();
    }

    private async Task WaitForFirst(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250), time);
        do
        {
            var outcome = await client.Send(Body(), Client(), stop);
            next++;
            if (!outcome.Failed)
            {
                tally.Add(outcome);
                return;
            }
            tally.AddVain();
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    private async Task SendWhenDue(CancellationToken abandon, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Tick, time);
        var started = time.GetTimestamp();
        long done = 0;
        do
        {
            var elapsed = time.GetElapsedTime(started);
            var over = elapsed >= settings.Duration;
            var due = (long)((over ? settings.Duration!.Value : elapsed).TotalSeconds * settings.Rate);
            for (; done < due && Volatile.Read(ref inFlight) < TrafficSettings.MostInFlight; done++)
                _ = SendOne(abandon);
            tally.AddNotSent(due - done);
            done = due;
            if (over)
                return;
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    private async Task SendOne(CancellationToken abandon)
    {
        Interlocked.Increment(ref inFlight);
        try
        {
            var sending = client.Send(Body(), Client(), abandon);
            next++;
            tally.Add(await sending);
        }
        catch (OperationCanceledException) when (abandon.IsCancellationRequested)
        {
            // Given up at the end, see Run.
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    }

    private async Task LastOnes()
    {
        using var timer = new PeriodicTimer(Tick, time);
        var started = time.GetTimestamp();
        while (Volatile.Read(ref inFlight) > 0 && time.GetElapsedTime(started) < LastAnswers)
            await timer.WaitForNextTickAsync(CancellationToken.None);
    }

    private byte[] Body() => bodies[(int)(next % bodies.Count)];

    // Client after client: with as many clients as requests a second, each asks at most once a second.
    private string Client() => $"c{next % settings.Clients}";
}
