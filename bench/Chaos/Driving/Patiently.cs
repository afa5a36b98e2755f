using System.Diagnostics;
using Azure;
using Landfall.Harness;
using Landfall.Local.Demo;

namespace Landfall.Bench.Chaos.Driving;

/// <summary>Does what any client of a platform under faults does: tries again, with the same words.</summary>
internal static class Patiently
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public static Task Do(Func<Task> act, CancellationToken cancel) => Get(
        async () =>
        {
            await act();
            return true;
        },
        cancel);

    public static async Task<T> Get<T>(Func<Task<T>> ask, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (Exception failure) when (IsPassing(failure, cancel) && watch.Elapsed < Longest)
            {
                await Task.Delay(Pause, cancel);
            }
        }
    }

    /// <returns>False when it could not be done now.</returns>
    public static async Task<bool> Try(Func<Task> act, CancellationToken cancel)
    {
        try
        {
            await act();
            return true;
        }
        catch (Exception failure) when (IsPassing(failure, cancel) || failure is HarnessException)
        {
            return false;
        }
    }

    /// <summary>The platform is being killed or started, or a message was lost.</summary>
    public static bool IsPassing(Exception failure, CancellationToken cancel) =>
        !cancel.IsCancellationRequested && failure
            is HttpRequestException or OperationCanceledException or RequestFailedException or IOException or AggregateException
            or ObjectDisposedException or HarnessException { IsRefusal: false } or DemoException or System.Text.Json.JsonException;
}
