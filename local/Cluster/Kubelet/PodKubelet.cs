using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Api;
using Landfall.Local.Cluster.Kinds;
using Landfall.Local.Cluster.Store;

namespace Landfall.Local.Cluster.Kubelet;

/// <summary>Binds every new pod to this machine, gives it a worker, and takes deleted ones away.</summary>
internal sealed class PodKubelet(KubeletContext context) : IAsyncDisposable
{
    public const string NodeName = "local";

    private readonly ConcurrentDictionary<string, Entry> _pods = new();
    private readonly Dictionary<string, Task> _farewells = [];
    private readonly CancellationTokenSource _leave = new();
    private readonly Lock _gate = new();

    private ObjectStore Store => context.Cluster.Store;

    public void Start()
    {
        Store.Committed += OnChange;
        foreach (var pod in Store.List(KindTable.Pod).Items)
            See(pod);
    }

    /// <summary>Ends the workers; with <paramref name="kill"/> the processes too, as a node does that shuts down.</summary>
    public async Task StopAsync(bool kill)
    {
        Store.Committed -= OnChange;
        await _leave.CancelAsync();
        var (pods, farewells) = Living();
        await Task.WhenAll(pods.Select(async entry =>
        {
            await entry.Task;
            if (kill)
                await entry.Worker.ShutDownAsync();
        }));

        // Who asked for the end may remove the folder next: nothing may be at work in it any more.
        if (kill)
            await Task.WhenAll([.. farewells, .. Living().Farewells]);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(kill: true);
        _leave.Dispose();
    }

    private void OnChange(StoreEvent change)
    {
        if (change.Key.Kind != KindTable.Pod)
            return;
        if (change.Type == ChangeType.Deleted)
            Forget(change.Object().Uid());
        else
            See(change.Object());
    }

    private void See(JsonObject pod)
    {
        lock (_gate)
        {
            if (_leave.IsCancellationRequested)
                return;
            if (pod.IsDying() && _pods.TryGetValue(pod.Uid(), out var known))
            {
                known.Delete.CancelAsync();
                return;
            }
            if (_pods.ContainsKey(pod.Uid()) || pod.Text("status", "phase") is "Succeeded" or "Failed")
                return;
            var entry = new Entry(new PodWorker(context, pod));
            _pods[pod.Uid()] = entry;
            if (pod.IsDying())
                entry.Delete.Cancel();
            entry.Task = Task.Run(() => LiveAsync(pod, entry));
        }
    }

    private async Task LiveAsync(JsonObject seen, Entry entry)
    {
        try
        {
            if (Bind(seen) is not { } pod)
                return;
            entry.Worker = new PodWorker(context, pod);
            await entry.Worker.RunAsync(entry.Delete.Token, _leave.Token);
            while (!entry.Delete.IsCancellationRequested && !_leave.IsCancellationRequested)
                await Task.Delay(KubeletContext.Tick * 4, context.Time, _leave.Token);
            if (entry.Delete.IsCancellationRequested && Store.Get(KindTable.Pod, pod.Namespace(), pod.Name())?.Uid() == pod.Uid())
                context.Cluster.Deleter.Delete(KindTable.Pod, pod.Namespace(), pod.Name(), new DeleteOptions(null, 0, pod.Uid(), null, false));
        }
        catch (OperationCanceledException) when (_leave.IsCancellationRequested)
        {
            // This server leaves: the next life takes the pod up again.
        }
        catch (ApiException e) when (e.Code is 404 or 409)
        {
            // Somebody else removed the pod first, which is what was wanted.
        }
        catch (Exception e)
        {
            context.Cluster.Log($"pod {seen.Namespace()}/{seen.Name()}: {e}");
        }
    }

    // Host ports are chosen once and kept in the pod, so that they outlive this process.
    private JsonObject? Bind(JsonObject seen)
    {
        var bound = false;
        var result = Store.Change(new ObjectKey(KindTable.Pod, seen.Namespace(), seen.Name()), pod =>
        {
            if (pod is null || pod.Uid() != seen.Uid() || pod.Text("spec", "nodeName") is not null)
                return pod;
            bound = true;
            pod.Child("spec")["nodeName"] = NodeName;
            var ports = HostPorts.Allocate(pod);
            if (ports.Count > 0)
                pod.Child("metadata").Child("annotations")[HostPorts.Annotation] = HostPorts.Write(ports);
            var status = pod.Child("status");
            status["hostIP"] = "127.0.0.1";
            status["podIP"] = "127.0.0.1";
            status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = "127.0.0.1" });
            status["startTime"] = context.Cluster.Writer.Now;
            return pod;
        });
        if (bound)
            context.Cluster.Events.Normal(result.Object, "Scheduled",
                $"Successfully assigned {seen.Namespace()}/{seen.Name()} to {NodeName}", "default-scheduler");
        return result.Object.Uid() == seen.Uid() ? result.Object : null;
    }

    /// <summary>A pod that is given up is in one of the two at any moment.</summary>
    private (Entry[] Pods, Task[] Farewells) Living()
    {
        lock (_gate)
            return ([.. _pods.Values], [.. _farewells.Values]);
    }

    private void Forget(string uid)
    {
        lock (_gate)
        {
            if (!_pods.TryRemove(uid, out var entry))
                return;
            entry.Delete.CancelAsync();
            _farewells[uid] = FarewellAsync(uid, entry);
        }
    }

    private async Task FarewellAsync(string uid, Entry entry)
    {
        await Task.Yield();
        try
        {
            await entry.Task;
            await entry.Worker.StopAllAsync();
            entry.Worker.RemoveSandbox();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            context.Cluster.Log($"the folder of pod {uid} stays: {e.Message}");
        }
        finally
        {
            lock (_gate)
                _farewells.Remove(uid);
        }
    }

    private sealed class Entry(PodWorker worker)
    {
        public PodWorker Worker { get; set; } = worker;

        public CancellationTokenSource Delete { get; } = new();

        public Task Task { get; set; } = Task.CompletedTask;
    }
}
