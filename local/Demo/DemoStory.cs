using Landfall.Contracts;
using Landfall.Local.Platform;
using Landfall.Local.Terminal;

namespace Landfall.Local.Demo;

/// <summary>The four acts. Each is what a user would do: files land, a person decides, an operator looks.</summary>
internal sealed class DemoStory(LocalPlatform platform, FlightsData data, PlatformApi api)
{
    private const string Container = "flights";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    private readonly HashSet<string> decided = [];
    private bool faultThrown;

    public async Task<IReadOnlyList<RunStatus>> Tell(CancellationToken cancel) =>
    [
        await Act("January lands: a first model, nobody to compare with", "2001-01", false, false, cancel),
        await Act("February lands: compared with the champion, under traffic", "2001-02", false, false, cancel),
        await Act("March lands corrupted", "2001-03", true, false, cancel),
        await Act("April lands: good offline, slow and wrong in production", "2001-04", false, true, cancel),
    ];

    private async Task<RunStatus> Act(string title, string month, bool corrupt, bool faulty, CancellationToken cancel)
    {
        Screen.Raw("");
        Screen.Line($"[bold]{title}[/]");
        faultThrown = !faulty;

        var folder = await data.Cut(month, corrupt, cancel);
        await api.Land(Container, $"monthly/{month}", folder, cancel);

        var run = await new RunWatch(api, status => React(status, cancel)).Follow($"monthly/{month}", Longest, cancel);
        Screen.Line($"   [bold]{run.Verdict}[/]: {run.Reason}");
        return run;
    }

    private async Task React(RunStatus run, CancellationToken cancel)
    {
        var waits = run.Steps.Any(step => step is { Name: "approved", State: StepState.Waiting });
        if (waits && run.ApprovalId is { } approval && IsAsked(approval) && decided.Add(approval))
        {
            Screen.Raw($" ▲ approval    {platform.Addresses["approve"]}/api/approvals/{approval}");
            await api.Approve(approval, platform.Options.In("outbox"), "the demo has read the report", cancel);
        }

        if (!faultThrown && run.Version is { } version && HasLiveTraffic(version))
        {
            using var faults = new FaultThrower(platform);
            var pods = await faults.Throw(version, cancel);
            faultThrown = pods > 0;
            if (faultThrown)
                Screen.Line($" ● fault       {version} now answers late and wrong (its digest is unchanged)");
        }
    }

    private bool IsAsked(string approval) =>
        Directory.Exists(platform.Options.In("outbox"))
        && Directory.EnumerateFiles(platform.Options.In("outbox"), $"{approval}-*.json").Any();

    /// <summary>Looks at the route as kubectl would.</summary>
    private bool HasLiveTraffic(ModelVersionRef version) => platform.Cluster.List("HTTPRoute")
        .SelectMany(route => route["spec"]?["rules"]?.AsArray() ?? [])
        .SelectMany(rule => rule?["backendRefs"]?.AsArray() ?? [])
        .Any(backend => backend?["name"]?.ToString().EndsWith($"-v{version.Number}", StringComparison.Ordinal) == true
            && (backend["weight"]?.GetValue<int>() ?? 1) > 0);
}
