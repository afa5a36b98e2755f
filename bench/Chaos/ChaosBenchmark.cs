using System.Diagnostics;
using Landfall.Bench.Chaos.Counting;
using Landfall.Bench.Chaos.Driving;
using Landfall.Bench.Chaos.Kills;
using Landfall.Bench.Chaos.Stories;
using Landfall.Harness;

namespace Landfall.Bench.Chaos;

/// <summary>
/// Many runs at once on one platform, while processes are killed and messages are lost, late, doubled or out of order.
/// Every run must end as it would have ended without, and leave behind as much.
/// </summary>
internal static class ChaosBenchmark
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancel)
    {
        ChaosOptions options;
        try
        {
            options = ChaosOptions.Parse(args);
        }
        catch (FormatException wrong)
        {
            Console.Error.WriteLine(wrong.Message);
            return 2;
        }

        if (!OperatingSystem.IsLinux())
        {
            Console.Error.WriteLine("chaos needs Linux: it finds what it kills in /proc.");
            return 2;
        }

        var watch = Stopwatch.StartNew();
        var plan = ChaosPlan.Of(options.Seed, options.Runs);
        void Tell(string text) => Console.WriteLine($"{watch.Elapsed:mm\\:ss} {text}");
        Tell($"seed {options.Seed}, {options.Runs} runs of {plan.Count} pipelines; again with: {options.Command}");

        await using var platform = await LandfallPlatform.Start("chaos", ChaosPlatformProgram.For(options));
        Tell($"up, state in {platform.State}");
        using var outbox = new OutboxLedger(platform.In("outbox"));
        var jobs = new JobLedger(platform);
        var killer = new Killer(platform, KillPlan.Of(options.Seed, TimeSpan.FromSeconds(options.Between)), Tell);

        await Drive(platform, plan, options, jobs, killer, Tell, cancel);
        var facts = await new FactsReader(platform, jobs, outbox).Read(plan, cancel);
        var report = new ChaosReport(options, facts, killer.Done, FaultCount.In(platform.State), watch.Elapsed, outbox.Problem);
        Console.WriteLine(report.Text());
        if (options.Writes)
            await File.WriteAllTextAsync(Path.Combine(Programs.Root, "bench", "results", "chaos.md"), report.Markdown(), cancel);
        return report.IsGood ? 0 : 1;
    }

    private static async Task Drive(
        LandfallPlatform platform, IReadOnlyList<PlannedPipeline> plan, ChaosOptions options, JobLedger jobs, Killer killer,
        Action<string> tell, CancellationToken cancel)
    {
        using var through = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var keeping = jobs.Keep(through.Token);
        var killing = options.Between > 0 ? killer.Run(through.Token) : Task.CompletedTask;
        try
        {
            var driving = Fleet.Drive(platform, plan, options, tell, through.Token);
            // A killer that cannot start the platform again has found something: nothing else can come of waiting.
            if (await Task.WhenAny(driving, killing) == killing && options.Between > 0)
                await killing;
            await driving;
        }
        finally
        {
            await through.CancelAsync();
        }

        await killing;
        await keeping;
    }
}
