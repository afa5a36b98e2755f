using Landfall.Contracts.Agent;

namespace Landfall.Agent.Serving;

/// <summary>
/// Whether the server works, found out on demand with made-up rows: for a rollout that waits for data while nobody asks. Users,
/// counters and the prediction log see nothing of it.
/// </summary>
internal sealed class Probe(Rehearsal rehearsal, WarmUp warmUp, ServeOptions options, TimeProvider time) : IDisposable
{
    public const int Most = 10;

    /// <summary>For all rows together; whoever asks waits five seconds for the answer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);

    private readonly SemaphoreSlim one = new(1, 1);

    /// <param name="agent">Where this agent listens.</param>
    /// <param name="count">Rows, one after the other; less where they take too long.</param>
    public async Task<AgentProbe> Run(Uri agent, int count, CancellationToken cancel)
    {
        if (options.Model is null)
            return None("the agent does not know what its server calls its model (LANDFALL_MODEL)");
        if (!warmUp.IsDone)
            return None("the pod is warming up");
        if (!one.Wait(0, CancellationToken.None))
            return None("another probe is under way");

        rehearsal.Begin();
        try
        {
            return await Work(agent, Math.Clamp(count, 1, Most), cancel);
        }
        finally
        {
            rehearsal.End();
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private async Task<AgentProbe> Work(Uri agent, int count, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        var (asked, failed, slow) = (0, 0, 0);
        try
        {
            if (await rehearsal.Example(either.Token) is not { } body)
                return None("the server does not say what its model takes (GET /v2/models/NAME)");

            while (asked < count)
            {
                var sent = time.GetTimestamp();
                var status = await rehearsal.Ask(agent, body, either.Token);
                asked++;
                failed += status >= 500 ? 1 : 0;
                slow += time.GetElapsedTime(sent) > options.Slow ? 1 : 0;
            }
        }
        catch (Exception silent) when (!cancel.IsCancellationRequested
            && silent is HttpRequestException or IOException or OperationCanceledException)
        {
            // Not even its metadata, or this row: the server does not answer.
            (asked, failed, slow) = (asked + 1, failed + 1, slow + 1);
        }

        return new(options.Version, asked, failed, slow);
    }

    private AgentProbe None(string why) => new(options.Version, 0, 0, 0, why);
}
