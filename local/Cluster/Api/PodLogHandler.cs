using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Kinds;
using Landfall.Local.Cluster.Kubelet;
using Landfall.Local.Cluster.Store;

namespace Landfall.Local.Cluster.Api;

/// <summary>pods/log: container, previous, follow, tailLines, limitBytes, sinceSeconds, timestamps.</summary>
/// <remarks>The programs write straight to their file, so a line's time is not known: all lines carry the run's start.</remarks>
internal sealed class PodLogHandler(ObjectStore store, TimeProvider time, string podsFolder)
{
    public async Task RunAsync(ResourceRequest request)
    {
        var pod = store.Get(KindTable.Pod, request.Namespace, request.Name) ?? throw ApiException.NotFound(request.Kind, request.Name);
        if (request.Query("tailLines") is { Length: > 0 } tail && (!long.TryParse(tail, out var lines) || lines < 0))
            throw ApiException.Invalid("", "PodLogOptions", pod.Name(), [new Cause("FieldValueInvalid",
                $"Invalid value: {tail}: must be greater than or equal to 0", "tailLines")]);
        var container = Container(pod, request.Query("container"));
        if (pod.Text("spec", "nodeName") is null)
        {
            request.Http.Response.StatusCode = 204;
            return;
        }
        Sandbox sandbox = new(Path.Combine(podsFolder, pod.Uid()), pod, store);
        var attempt = sandbox.LastAttempt(container) - (request.Query("previous") is "true" ? 1 : 0);
        if (attempt < 0)
            throw ApiException.BadRequest(request.Query("previous") is "true"
                ? $"previous terminated container \"{container}\" in pod \"{pod.Name()}\" not found"
                : $"container \"{container}\" in pod \"{pod.Name()}\" is waiting to start: {Waiting(pod, container)}");
        request.Http.Response.ContentType = "text/plain";
        request.Http.Response.Headers.CacheControl = "no-cache, private";
        await SendAsync(request, new ContainerRun(sandbox.RunFolder(container, attempt), time));
    }

    private async Task SendAsync(ResourceRequest request, ContainerRun run)
    {
        var stop = request.Http.RequestAborted;
        await using FileStream file = new(run.LogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using StreamReader reader = new(file, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(stop);
        if (int.TryParse(request.Query("sinceSeconds"), out var since)
            && File.GetLastWriteTimeUtc(run.LogPath) < time.GetUtcNow().AddSeconds(-since))
        {
            text = "";
        }
        if (int.TryParse(request.Query("tailLines"), out var tail))
            text = Tail(text, tail);
        if (int.TryParse(request.Query("limitBytes"), out var limit) && Encoding.UTF8.GetByteCount(text) > limit)
            text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text).AsSpan(0, limit));
        await WriteAsync(request, run, text);
        while (request.Query("follow") is "true" or "1" && !stop.IsCancellationRequested)
        {
            var ended = run.End() is not null;
            if (await reader.ReadToEndAsync(stop) is { Length: > 0 } more)
                await WriteAsync(request, run, more);
            else if (ended)
                return;
            await Task.Delay(KubeletContext.Tick * 2, time, stop);
        }
    }

    private static async Task WriteAsync(ResourceRequest request, ContainerRun run, string text)
    {
        if (request.Query("timestamps") is "true" && text.Length > 0)
        {
            var stamp = run.Started.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z'", CultureInfo.InvariantCulture);
            text = string.Concat(text.TrimEnd('\n').Split('\n').Select(line => $"{stamp} {line}\n"));
        }
        await request.Http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), request.Http.RequestAborted);
        await request.Http.Response.Body.FlushAsync(request.Http.RequestAborted);
    }

    private static string Tail(string text, int lines)
    {
        var at = text.EndsWith('\n') ? text.Length - 1 : text.Length;
        for (; lines > 0 && at > 0; lines--)
            at = text.LastIndexOf('\n', at - 1);
        return lines == 0 && at >= 0 ? at + 1 > text.Length ? "" : text[(at + 1)..] : text;
    }

    private static string Container(JsonObject pod, string asked)
    {
        var mains = pod.Items("spec", "containers").Select(container => container.Text("name")!).ToArray();
        var inits = pod.Items("spec", "initContainers").Select(container => container.Text("name")!).ToArray();
        if (asked.Length == 0)
            return mains.Length == 1 ? mains[0]
                : throw ApiException.BadRequest($"a container name must be specified for pod {pod.Name()}, choose one of: " +
                    $"[{string.Join(' ', mains)}]" + (inits.Length > 0 ? $" or one of the init containers: [{string.Join(' ', inits)}]" : ""));
        return mains.Contains(asked) || inits.Contains(asked)
            ? asked
            : throw ApiException.BadRequest($"container {asked} is not valid for pod {pod.Name()}");
    }

    private static string Waiting(JsonObject pod, string container) => pod.Items("status", "containerStatuses")
        .Concat(pod.Items("status", "initContainerStatuses")).FirstOrDefault(status => status.Text("name") == container)
        .Text("state", "waiting", "reason") ?? "ContainerCreating";
}
