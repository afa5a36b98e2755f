using System.Text.Json.Nodes;

namespace Landfall.Local.Cluster.Kubelet;

/// <summary>Watches one running container: probes, and memory against its limit.</summary>
internal sealed class ContainerWatch(KubeletContext context, JsonObject pod, ContainerState state, ContainerCommand command)
{
    private readonly ProbeState? _startup = Of(state, "startupProbe", context);
    private readonly ProbeState? _readiness = Of(state, "readinessProbe", context);
    private readonly ProbeState? _liveness = Of(state, "livenessProbe", context);
    private readonly long _limit = Quantity.Bytes(state.Spec.Text("resources", "limits", "memory"));
    private DateTimeOffset _memoryAt;

    public ContainerCommand Command => command;

    /// <summary>One look; kills the container when it has to go.</summary>
    public async Task LookAsync(CancellationToken stop)
    {
        var now = context.Time.GetUtcNow();
        Memory(now);
        if (!state.Started)
        {
            state.Started = _startup is null || await AskAsync(_startup, now, stop);
            if (_startup is { Failed: true })
                Unhealthy("Startup");
        }
        if (!state.Started)
            return;
        if (_readiness is null)
            state.Ready = true;
        else if (_readiness.IsDue(now))
        {
            await AskAsync(_readiness, now, stop);
            state.Ready = _readiness.Succeeded || (state.Ready && !_readiness.Failed);
        }
        if (_liveness is not null && !await AskAsync(_liveness, now, stop) && _liveness.Failed)
            Unhealthy("Liveness");
    }

    private async Task<bool> AskAsync(ProbeState probe, DateTimeOffset now, CancellationToken stop)
    {
        if (probe.IsDue(now))
            probe.Count(await Prober.AskAsync(pod, probe.Probe, command, stop), context.Time.GetUtcNow());
        return probe.Succeeded;
    }

    private void Memory(DateTimeOffset now)
    {
        if (_limit <= 0 || now - _memoryAt < TimeSpan.FromMilliseconds(250) || state.Run?.Pid is not { } pid)
            return;
        _memoryAt = now;
        var used = ProcessTree.Memory(pid);
        if (used > _limit)
            state.Run.Kill("OOMKilled");
    }

    private void Unhealthy(string probe)
    {
        context.Cluster.Events.Warning(pod, "Unhealthy", $"{probe} probe failed", "kubelet", $"spec.containers{{{state.Name}}}");
        context.Cluster.Events.Normal(pod, "Killing", $"Container {state.Name} failed {probe.ToLowerInvariant()} probe, will be restarted",
            "kubelet", $"spec.containers{{{state.Name}}}");
        state.Run?.Kill();
    }

    private static ProbeState? Of(ContainerState state, string name, KubeletContext context) =>
        state.Spec[name] is JsonObject probe ? new ProbeState(probe, context.Time.GetUtcNow()) : null;
}
