using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Images;
using Landfall.Local.Cluster.Kinds;

namespace Landfall.Local.Cluster.Kubelet;

/// <summary>
/// Lives with one pod: volumes, init containers in order, sidecars, main containers, restarts, the end. Every step looks
/// at the sandbox first, so a worker of a later life goes on where the former one stopped.
/// </summary>
internal sealed class PodWorker
{
    private readonly KubeletContext _context;
    private readonly JsonObject _pod;
    private readonly Sandbox _sandbox;
    private readonly List<ContainerState> _inits;
    private readonly List<ContainerState> _mains;
    private readonly Dictionary<ContainerState, ContainerWatch> _watches = [];
    private readonly Dictionary<ContainerState, DateTimeOffset> _notBefore = [];
    private readonly PodStatusWriter _status;
    private bool _initialized;

    public PodWorker(KubeletContext context, JsonObject pod)
    {
        _context = context;
        _pod = pod;
        _sandbox = new Sandbox(Path.Combine(context.Folder, pod.Uid()), pod, context.Cluster.Store);
        _inits = [.. pod.Items("spec", "initContainers").Select(spec => new ContainerState(spec, init: true))];
        _mains = [.. pod.Items("spec", "containers").Select(spec => new ContainerState(spec, init: false))];
        _status = new PodStatusWriter(context, pod, _inits, _mains);
    }

    private string Policy => _pod.Text("spec", "restartPolicy") ?? "Always";

    /// <summary>Runs until the pod has ended, is deleted (<paramref name="delete"/>), or this server leaves.</summary>
    public async Task RunAsync(CancellationToken delete, CancellationToken leave)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(delete, leave);
        try
        {
            await VolumesAsync(stop.Token);
            var phase = await InitAsync(stop.Token) ? await MainAsync(stop.Token) : "Failed";
            await EndSidecarsAsync();
            _status.Write(phase, _initialized);
        }
        catch (OperationCanceledException) when (delete.IsCancellationRequested)
        {
            await StopAllAsync();
            Phase();
        }
        catch (OperationCanceledException) when (leave.IsCancellationRequested)
        {
            // The processes stay for the next life, or are ended by whoever asked this server to leave.
        }
    }

    /// <summary>TERM, the grace period, KILL; the sidecars after the others.</summary>
    public async Task StopAllAsync()
    {
        await StopAsync(_mains.Concat(_inits.Where(init => !init.IsSidecar)));
        await StopAsync(_inits.Where(init => init.IsSidecar));
    }

    /// <summary>
    /// The node goes down. A container that is started again is merely ended. One that is not was cut short through no
    /// fault of its own: its pod says so, or the signal would be taken for the program's own end.
    /// </summary>
    public async Task ShutDownAsync()
    {
        var cut = Policy == "Always" ? [] : _mains.Concat(_inits)
            .Where(container => !container.IsSidecar && container.Run is not null && container.Run.End() is null).ToList();
        await StopAllAsync();
        if (cut.Exists(container => container.End is { ExitCode: not 0 }))
            _status.Disrupted(_initialized, "TerminationByKubelet", "Pod was terminated in response to imminent node shutdown.");
    }

    public void RemoveSandbox()
    {
        if (Directory.Exists(_sandbox.Root))
            Directory.Delete(_sandbox.Root, recursive: true);
    }

    private async Task VolumesAsync(CancellationToken stop)
    {
        while (true)
        {
            try
            {
                _sandbox.MakeVolumes();
                return;
            }
            catch (MountException e)
            {
                _context.Cluster.Events.Warning(_pod, "FailedMount", $"MountVolume.SetUp failed: {e.Message}", "kubelet");
                _status.Write("Pending", initialized: false);
                await Task.Delay(TimeSpan.FromSeconds(1), _context.Time, stop);
            }
        }
    }

    private async Task<bool> InitAsync(CancellationToken stop)
    {
        foreach (var init in _inits)
        {
            while (true)
            {
                await EnsureAsync(init, stop);
                if (init.IsSidecar ? init.Started : init.End is { ExitCode: 0 })
                    break;
                if (init.End is { } end && !init.IsSidecar && (end.ExitCode == 0 || Policy == "Never"))
                    return false;
                await SidecarsAsync(stop);
                Publish("Pending");
                await Task.Delay(KubeletContext.Tick, _context.Time, stop);
            }
        }
        _initialized = true;
        return true;
    }

    private async Task<string> MainAsync(CancellationToken stop)
    {
        while (true)
        {
            foreach (var main in _mains)
                await EnsureAsync(main, stop);
            await SidecarsAsync(stop);
            var over = _mains.TrueForAll(main => main.End is { } end
                && (Policy == "Never" || (Policy == "OnFailure" && end.ExitCode == 0)));
            if (over)
                return _mains.TrueForAll(main => main.End is { ExitCode: 0 }) ? "Succeeded" : "Failed";
            Publish(_mains.Exists(main => main.Run is not null) ? "Running" : "Pending");
            await Task.Delay(KubeletContext.Tick, _context.Time, stop);
        }
    }

    private async Task SidecarsAsync(CancellationToken stop)
    {
        foreach (var sidecar in _inits.Where(init => init.IsSidecar && (init.Run is not null || _initialized)))
            await EnsureAsync(sidecar, stop);
    }

    // One step of one container: take up, start, look, note its end, start again when its policy says so.
    private async Task EnsureAsync(ContainerState container, CancellationToken stop)
    {
        if (container.Run is null)
        {
            if (_notBefore.GetValueOrDefault(container) > _context.Time.GetUtcNow())
                return;
            StartOrAdopt(container);
            return;
        }
        if (container.End is null)
        {
            container.End = container.Run.End();
            if (container.End is null)
                await _watches[container].LookAsync(stop);
            else
                Ended(container);
            return;
        }
        if (MayRestart(container) && _notBefore.GetValueOrDefault(container) <= _context.Time.GetUtcNow())
        {
            container.LastState = container.Terminated();
            container.Restarts++;
            (container.Run, container.End, container.Waiting) = (null, null, "ContainerCreating");
            StartOrAdopt(container);
        }
    }

    private bool MayRestart(ContainerState container) => container.IsSidecar || Policy == "Always"
        ? container.IsSidecar || !_inits.Contains(container) || container.End!.ExitCode != 0
        : Policy == "OnFailure" && container.End!.ExitCode != 0;

    private void Ended(ContainerState container)
    {
        (container.Ready, container.Started) = (false, false);
        if (!MayRestart(container))
            return;
        var delay = container.Restarts == 0 ? TimeSpan.Zero
            : TimeSpan.FromSeconds(Math.Min(300, _context.RestartDelay.TotalSeconds * Math.Pow(2, Math.Min(10, container.Restarts - 1))));
        _notBefore[container] = _context.Time.GetUtcNow() + delay;
        if (delay == TimeSpan.Zero)
            return;
        container.Waiting = "CrashLoopBackOff";
        container.WaitingMessage = $"back-off {delay.TotalSeconds:0}s restarting failed container={container.Name} pod={_pod.Name()}";
        container.LastState = container.Terminated();
        Warn(container, "BackOff", "Back-off restarting failed container " + container.Name);
    }

    private void StartOrAdopt(ContainerState container)
    {
        try
        {
            var (entry, digest) = _context.Images.Resolve(container.Spec.Text("image")!);
            container.ImageId = $"{entry.Name}@{digest}";
            var command = new EnvironmentBuilder(_pod, _context.Cluster.Store, _sandbox, _context.Services).Build(container.Spec, entry);
            var last = _sandbox.LastAttempt(container.Name);
            if (last >= container.Restarts)
            {
                container.Restarts = last;
                container.Run = new ContainerRun(_sandbox.RunFolder(container.Name, last), _context.Time);
            }
            else
            {
                Tell(container, "Pulled", $"Container image \"{container.Spec.Text("image")}\" already present on machine");
                container.Run = ContainerRun.Start(_sandbox.RunFolder(container.Name, container.Restarts),
                    _context.Launcher, command, _context.Time);
                Tell(container, "Created", $"Created container: {container.Name}");
                Tell(container, "Started", $"Started container {container.Name}");
            }
            (container.Waiting, container.WaitingMessage) = (null, null);
            _watches[container] = new ContainerWatch(_context, _pod, container, command);
        }
        catch (ImageException e)
        {
            // The first refusal is an ErrImagePull; from then on it is a back-off, as clients expect.
            Wait(container, container.Waiting == "ErrImagePull" ? "ImagePullBackOff" : "ErrImagePull", e.Message, "Failed");
        }
        catch (MountException e)
        {
            Wait(container, "CreateContainerConfigError", e.Message, "Failed");
        }
    }

    private void Wait(ContainerState container, string reason, string message, string @event)
    {
        var first = container.WaitingMessage != message;
        (container.Waiting, container.WaitingMessage) = (container.Waiting == "ImagePullBackOff" ? "ImagePullBackOff" : reason, message);
        _notBefore[container] = _context.Time.GetUtcNow() + TimeSpan.FromSeconds(1);
        if (first)
            Warn(container, @event, $"Error: {message}");
    }

    private async Task EndSidecarsAsync() => await StopAsync(_inits.Where(init => init.IsSidecar));

    private async Task StopAsync(IEnumerable<ContainerState> containers)
    {
        var running = containers.Where(container => container.Run is not null && container.Run.End() is null).ToList();
        foreach (var container in running)
        {
            Tell(container, "Killing", $"Stopping container {container.Name}");
            container.Run!.Terminate();
        }
        var grace = _context.Cluster.Store.Get(KindTable.Pod, _pod.Namespace(), _pod.Name())
            ?.Number("metadata", "deletionGracePeriodSeconds") ?? _pod.Number("spec", "terminationGracePeriodSeconds") ?? 30;
        var deadline = _context.Time.GetUtcNow().AddSeconds(grace);
        while (running.RemoveAll(container => (container.End ??= container.Run!.End()) is not null) >= 0 && running.Count > 0)
        {
            if (_context.Time.GetUtcNow() >= deadline)
                running.ForEach(container => container.Run!.Kill());
            await Task.Delay(KubeletContext.Tick, _context.Time);
        }
    }

    private void Phase() => _status.Write(
        _mains.TrueForAll(main => main.End is { ExitCode: 0 }) ? "Succeeded" : "Failed", _initialized);

    private void Publish(string phase) => _status.Renew(phase, _initialized);

    private void Tell(ContainerState container, string reason, string message) =>
        _context.Cluster.Events.Normal(_pod, reason, message, "kubelet", Field(container));

    private void Warn(ContainerState container, string reason, string message) =>
        _context.Cluster.Events.Warning(_pod, reason, message, "kubelet", Field(container));

    private string Field(ContainerState container) =>
        $"spec.{(_inits.Contains(container) ? "initContainers" : "containers")}{{{container.Name}}}";
}
