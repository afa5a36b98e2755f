namespace Landfall.Agent.Serving;

/// <summary>
/// Lets server and agent work before anybody waits for them: the first requests of a process are slow, whatever the
/// model is, and would be held against a candidate. Until it is done the pod is not ready.
/// </summary>
internal sealed class WarmUp(HttpClient upstream, Rehearsal rehearsal, ServeOptions options, TimeProvider time, TextWriter output)
{
    private const int AtLeast = 20;
    private const int AtMost = 200;
    private const int QuickInARow = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    public bool IsDone { get; private set; }

    /// <param name="agent">Where this agent listens.</param>
    public async Task Run(Uri agent, CancellationToken cancel)
    {
        if (options.Model is null)
        {
            IsDone = true;
            return;
        }

        rehearsal.Begin();
        try
        {
            while (!await Upstream.IsReady(upstream, options, cancel))
                await Task.Delay(Pause, time, cancel);
            await output.WriteLineAsync(await Work(agent, cancel));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return;     // the pod ends before it was ready
        }
        catch (Exception wrong) when (wrong is HttpRequestException or IOException or OperationCanceledException)
        {
            await output.WriteLineAsync($"warm-up ended early: {wrong.Message}");
        }
        finally
        {
            rehearsal.End();
        }

        IsDone = true;
    }

    private async Task<string> Work(Uri agent, CancellationToken cancel)
    {
        if (await Within(rehearsal.Example, cancel) is not { } body)
            return "no warm-up: the server does not say what its model takes (GET /v2/models/NAME)";

        var began = time.GetTimestamp();
        var (asked, quick) = (0, 0);
        while (asked < AtMost && time.GetElapsedTime(began) < Longest && (asked < AtLeast || quick < QuickInARow))
        {
            var sent = time.GetTimestamp();
            await Within(limit => rehearsal.Ask(agent, body, limit), cancel);
            quick = time.GetElapsedTime(sent) < options.Slow / 4 ? quick + 1 : 0;
            asked++;
        }

        return $"warmed up with {asked} requests in {time.GetElapsedTime(began).TotalMilliseconds:0} ms";
    }

    private async Task<T> Within<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        return await ask(either.Token);
    }
}
