using System.Net;

namespace Landfall.Bench.Gateway;

/// <summary>Callers who never pause while weights move, the whole way to a promotion and back again.</summary>
internal static class WeightChanges
{
    private const int Callers = 16;
    private static readonly int[] Weights = [1, 10, 50, 100, 0];

    /// <returns>Requests, how many of them were not answered with success, and changes.</returns>
    public static async Task<(long Requests, long Lost, int Changes)> Under(GatewayRig rig, int changes, CancellationToken cancel)
    {
        var (requests, lost) = (0L, 0L);
        using var http = Load.Client(rig.Gateway);
        using var enough = new CancellationTokenSource();
        var calling = Enumerable.Range(0, Callers).Select(_ => Task.Run(Call, cancel)).ToList();
        for (var change = 0; change < changes; change++)
        {
            var candidate = Weights[change % Weights.Length];
            await rig.Set(100 - candidate, candidate, mirror: false, cancel);
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancel);
        }

        await enough.CancelAsync();
        await Task.WhenAll(calling);
        return (requests, lost, changes);

        async Task Call()
        {
            while (!enough.IsCancellationRequested)
            {
                Interlocked.Increment(ref requests);
                try
                {
                    if (await Load.Once(http, cancel) != HttpStatusCode.OK)
                        Interlocked.Increment(ref lost);
                }
                catch (HttpRequestException)
                {
                    Interlocked.Increment(ref lost);
                }
            }
        }
    }
}
