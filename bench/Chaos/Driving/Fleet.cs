using k8s;
using k8s.Models;
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
                await Patiently.Do(() => Retire(platform, pipeline.Name, cancel), cancel);
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

    /// <summary>
    /// Nobody asks a model that is through any more, so its servers go, as an operator would have them: forty idle models, all started
    /// anew after each kill, would be most of the work.
    /// </summary>
    private static async Task Retire(LandfallPlatform platform, string route, CancellationToken cancel)
    {
        var apps = platform.Cluster.Client.AppsV1;
        var none = new V1Patch("""{"spec":{"replicas":0}}""", V1Patch.PatchType.MergePatch);
        var served = await apps.ListDeploymentForAllNamespacesAsync(labelSelector: $"landfall.dev/route={route}", cancellationToken: cancel);
        foreach (var deployment in served.Items)
            await apps.PatchNamespacedDeploymentScaleAsync(none, deployment.Metadata.Name, deployment.Metadata.NamespaceProperty, cancellationToken: cancel);
    }
}
