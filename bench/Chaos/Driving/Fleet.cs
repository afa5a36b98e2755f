using Landfall.Bench.Chaos.Stories;
using Landfall.Harness;

namespace Landfall.Bench.Chaos.Driving;

/// <summary>All pipelines, so many at once.</summary>
internal static class Fleet
{
    public static async Task Drive(
        LandfallPlatform platform, IReadOnlyList<PlannedPipeline> plan, ChaosOptions options, Action<string> tell,
        CancellationToken cancel)
    {
        using var hub = new HubView(platform);
        using var room = new SemaphoreSlim(options.AtOnce);
        var driver = new PipelineDriver(platform, hub, TimeSpan.FromMinutes(options.Patience), tell);
        var done = 0;
        await Task.WhenAll(plan.Select(Drive));

        async Task Drive(PlannedPipeline pipeline)
        {
            await room.WaitAsync(cancel);
            try
            {
                await driver.Drive(pipeline, cancel);
                tell($"{pipeline.Name} is through: {Interlocked.Add(ref done, pipeline.Runs.Count)} runs");
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                tell($"{pipeline.Name} was given up: {failure.Message}");
            }
            finally
            {
                room.Release();
            }
        }
    }
}
