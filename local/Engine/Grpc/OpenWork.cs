using System.Collections.Concurrent;
using Landfall.Worker.Protobuf;

namespace Landfall.Local.Engine.Grpc;

/// <summary>Work that streams have been given and not answered yet, by completion token.</summary>
internal sealed class OpenWork
{
    private readonly ConcurrentDictionary<string, OpenItem<OrchestratorResponse>> _turns = [];
    private readonly ConcurrentDictionary<string, OpenItem<ActivityResponse>> _tasks = [];

    public Task<OrchestratorResponse> Turn(string token, Action send, CancellationToken gone) =>
        Wait(_turns, token, send, gone);

    public Task<ActivityResponse> Task(string token, Action send, CancellationToken gone) =>
        Wait(_tasks, token, send, gone);

    /// <summary>Pieces of one answer are collected; the last one completes it.</summary>
    public void Complete(OrchestratorResponse response)
    {
        var item = Find(_turns, response.CompletionToken);
        lock (item.Parts)
        {
            item.Parts.Add(response);
            if (response.IsPartial)
                return;

            var whole = item.Parts[0].Clone();
            foreach (var part in item.Parts.Skip(1))
                whole.Actions.AddRange(part.Actions);
            whole.IsPartial = false;
            item.Answer.TrySetResult(whole);
        }
    }

    public void Complete(ActivityResponse response) => Find(_tasks, response.CompletionToken).Answer.TrySetResult(response);

    public void AbandonTurn(string token) => Abandon(Find(_turns, token));

    public void AbandonTask(string token) => Abandon(Find(_tasks, token));

    private static async Task<T> Wait<T>(
        ConcurrentDictionary<string, OpenItem<T>> open, string token, Action send, CancellationToken gone)
    {
        var item = open[token] = new OpenItem<T>();
        try
        {
            send();
            return await item.Answer.Task.WaitAsync(gone);
        }
        finally
        {
            open.TryRemove(token, out _);
        }
    }

    private static void Abandon<T>(OpenItem<T> item) =>
        item.Answer.TrySetException(new WorkAbandonedException("the worker gave it back", counts: false));

    private static OpenItem<T> Find<T>(ConcurrentDictionary<string, OpenItem<T>> open, string token) =>
        open.TryGetValue(token, out var item)
            ? item
            : throw new TaskHubException(
                TaskHubError.NotFound,
                $"No work under way has the completion token '{token}': it was answered, or given to another worker since.");

    private sealed class OpenItem<T>
    {
        public TaskCompletionSource<T> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<T> Parts { get; } = [];
    }
}
