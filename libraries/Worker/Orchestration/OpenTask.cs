namespace Landfall.Worker;

/// <summary>An activity, sub-orchestration or timer that has not ended yet.</summary>
internal sealed class OpenTask(int id, string name)
{
    // Continuations run inline: the order of events must be the order of the code.
    private readonly TaskCompletionSource<string?> _source = new();

    public int Id { get; } = id;
    public string Name { get; } = name;
    public Task<string?> Task => _source.Task;

    public void Complete(string? result) => _source.TrySetResult(result);

    public void Fail(TaskFailureDetails failure) =>
        _source.TrySetException(new TaskFailedException(Name, Id, failure));

    public void Cancel(CancellationToken cancellationToken) => _source.TrySetCanceled(cancellationToken);
}
