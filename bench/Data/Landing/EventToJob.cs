using System.Collections.Concurrent;
using System.Diagnostics;
using k8s;
using Landfall.Harness;

namespace Landfall.Bench.Data.Landing;

/// <summary>From the write of the marker to the trainer's Job on the cluster: event, lane, frozen dataset, checks and split between them.</summary>
internal sealed record EventToJob(IReadOnlyList<TimeSpan> Times)
{
    private const int Landings = 40;
    private const int Warm = 3;
    private const string Pipeline = "bench-jobs";

    public static async Task<EventToJob> Measure(LandingRig rig, CancellationToken cancel)
    {
        await rig.Platform.Runs.Apply(Pipeline, Toys.Pipeline(Pipeline, trainer: "toy-trainer-exit"));
        var seen = new ConcurrentDictionary<string, long>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var watching = Watch(rig, seen, stop.Token);
        var times = new List<TimeSpan>();
        for (var i = 0; i < Landings + Warm; i++)
        {
            var dataset = $"{i:000}";
            var container = rig.Platform.Runs.Storage.GetBlobContainerClient(Pipeline);
            await container.CreateIfNotExistsAsync(cancellationToken: cancel);
            await container.GetBlobClient($"in/{dataset}/rows.csv").UploadAsync(BinaryData.FromString(Toys.Rows(i)), overwrite: true, cancel);
            var before = seen.Count;
            var began = Stopwatch.GetTimestamp();
            await container.GetBlobClient($"in/{dataset}/_SUCCESS").UploadAsync(BinaryData.Empty, overwrite: true, cancel);
            await LandingRig.Until(
                () => Task.FromResult(seen.Count > before), TimeSpan.FromMilliseconds(5), TimeSpan.FromMinutes(2), $"the Job of landing {i}", cancel);
            if (i >= Warm)
                times.Add(Stopwatch.GetElapsedTime(began, seen.Values.Max()));
            await LandingRig.Until(
                async () => (await rig.Runs(Pipeline, cancel)).Any(run => run.Run.Dataset.Name == $"in/{dataset}" && run.Verdict is not null),
                TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(2), $"the end of landing {i}", cancel);
        }

        await stop.CancelAsync();
        await watching;
        return new(times);
    }

    public void Write(TextWriter report)
    {
        report.WriteLine("## From the event to the Job\n");
        report.WriteLine($"One landing after another on an idle platform, {Times.Count} of them: 600 rows, checked, split and written for the trainer on the way.\n");
        report.WriteLine("| | |\n| --- | --- |");
        report.WriteLine(FormattableString.Invariant($"| median | {Percentiles.At(Times, 0.5).TotalMilliseconds:0} ms |"));
        report.WriteLine(FormattableString.Invariant($"| p99 (the slowest of {Times.Count}) | {Percentiles.At(Times, 0.99).TotalMilliseconds:0} ms |"));
    }

    private static async Task Watch(LandingRig rig, ConcurrentDictionary<string, long> seen, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var (_, job) in rig.Platform.Cluster.Client.BatchV1.WatchListJobForAllNamespacesAsync(cancellationToken: stop))
                {
                    if (job.Metadata.Name.StartsWith(Pipeline, StringComparison.Ordinal))
                        seen.TryAdd(job.Metadata.Uid, Stopwatch.GetTimestamp());
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // measured enough
            }
        }
    }
}
