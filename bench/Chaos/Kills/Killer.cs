using Landfall.Bench.Chaos.Driving;
using Landfall.Harness;
using Landfall.Local.Platform;

namespace Landfall.Bench.Chaos.Kills;

/// <summary>Carries the plan of kills out, until it is told to stop; the platform is whole and running afterwards.</summary>
internal sealed class Killer(LandfallPlatform platform, IEnumerable<Kill> plan, Action<string> tell)
{
    private readonly Dictionary<KillTarget, int> done = [];

    public IReadOnlyDictionary<KillTarget, int> Done => done;

    public async Task Run(CancellationToken stop)
    {
        foreach (var kill in plan)
        {
            try
            {
                await Task.Delay(kill.After, stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (await CarryOut(kill) is not { } victim)
                continue;
            done[kill.Target] = done.GetValueOrDefault(kill.Target) + 1;
            tell($"killed {kill.Target}: {victim}");
        }
    }

    /// <returns>What was killed; null when nothing of the kind was running.</returns>
    private async Task<string?> CarryOut(Kill kill)
    {
        switch (kill.Target)
        {
            case KillTarget.Platform:
                await platform.Kill();
                await platform.StartAgain();
                return "started again";
            case KillTarget.Everything:
                await platform.KillAllButAzurite();
                await platform.StartAgain();
                return "started again";
            case KillTarget.App:
                return KillApp(kill.Pick);
            default:
                return await KillInPod(kill);
        }
    }

    private string? KillApp(double pick)
    {
        var app = Pick(AppCatalog.Names, pick)!;
        if (platform.TryHandlerOf(app) is not { } pid)
            return null;
        ProcessTable.Kill(pid);
        return app;
    }

    private async Task<string?> KillInPod(Kill kill)
    {
        var launchers = platform.Processes().Where(pid => ProcessTable.CommandLine(pid) is var line
            && line.StartsWith("/bin/sh", StringComparison.Ordinal) && line.Contains("/containers/", StringComparison.Ordinal));
        if (Pick([.. launchers.Order()], kill.Pick) is not (> 0 and var launcher))
            return null;

        var run = ProcessTable.CommandLine(launcher).Split(' ')[2];
        if (kill.Target == KillTarget.Program)
        {
            foreach (var program in ProcessTable.Children(launcher))
                ProcessTable.Kill(program);
            return await Named(run);
        }

        var pod = run[..run.IndexOf("/containers/", StringComparison.Ordinal)];
        var all = platform.Processes().Where(pid => ProcessTable.CommandLine(pid).Contains(pod, StringComparison.Ordinal)).ToList();
        foreach (var pid in all.Concat(all.SelectMany(ProcessTable.Children)).ToList())
            ProcessTable.Kill(pid);
        return await Named(pod);
    }

    /// <summary>Folders are named after uids; people know pods by name.</summary>
    private async Task<string> Named(string folder)
    {
        var place = folder[(folder.IndexOf("/pods/", StringComparison.Ordinal) + "/pods/".Length)..];
        var uid = place.Split('/')[0];
        try
        {
            var pods = await platform.Cluster.Pods("");
            return place.Replace(uid, pods.FirstOrDefault(pod => pod.Metadata.Uid == uid)?.Metadata.Name ?? uid);
        }
        catch (Exception failure) when (Patiently.IsPassing(failure, CancellationToken.None))
        {
            return place;
        }
    }

    private static T? Pick<T>(IReadOnlyList<T> all, double pick) => all.Count == 0 ? default : all[(int)(pick * all.Count)];
}
