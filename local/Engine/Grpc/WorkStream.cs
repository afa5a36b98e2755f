using System.Threading.Channels;
using Grpc.Core;
using Landfall.Worker.Protobuf;

namespace Landfall.Local.Engine.Grpc;

/// <summary>
/// One worker that asks for its work over a stream and answers each item with a call of its own. When its stream ends,
/// what it had under way returns to the queues.
/// </summary>
internal sealed class WorkStream(TaskHub hub, OpenWork open)
{
    /// <summary>Workers take a stream for dead that says nothing for two minutes.</summary>
    private static readonly TimeSpan BetweenPings = TimeSpan.FromSeconds(30);

    private readonly Channel<WorkItem> _items = Channel.CreateUnbounded<WorkItem>(new() { SingleReader = true });

    public async Task Run(GetWorkItemsRequest request, IServerStreamWriter<WorkItem> stream, ServerCallContext context)
    {
        var gone = context.CancellationToken;
        await using var connection = hub.Listen(Listener(request, context.Peer));
        try
        {
            while (true)
                await stream.WriteAsync(await Next(gone), gone);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The worker has gone, which is how every stream ends.
        }
    }

    private async Task<WorkItem> Next(CancellationToken gone)
    {
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(gone);
        quiet.CancelAfter(BetweenPings);
        try
        {
            return await _items.Reader.ReadAsync(quiet.Token);
        }
        catch (OperationCanceledException) when (!gone.IsCancellationRequested)
        {
            return new WorkItem { HealthPing = new HealthPing() };
        }
    }

    private WorkListener Listener(GetWorkItemsRequest request, string peer) => new()
    {
        Name = $"stream of {peer}",
        Orchestrators = request.WorkItemFilters is { } turns ? [.. turns.Orchestrations.Select(one => one.Name)] : null,
        Activities = request.WorkItemFilters is { } tasks ? [.. tasks.Activities.Select(one => one.Name)] : null,
        MaxOrchestrations = Limit(request.MaxConcurrentOrchestrationWorkItems),
        MaxActivities = Limit(request.MaxConcurrentActivityWorkItems),
        RunTurn = (turn, token, gone) => open.Turn(
            token, () => Send(new() { OrchestratorRequest = turn, CompletionToken = token }), gone),
        RunActivity = (task, token, gone) => open.Task(
            token, () => Send(new() { ActivityRequest = task, CompletionToken = token }), gone),
    };

    private void Send(WorkItem item) => _items.Writer.TryWrite(item);

    private static int Limit(int announced) => announced > 0 ? announced : int.MaxValue;
}
