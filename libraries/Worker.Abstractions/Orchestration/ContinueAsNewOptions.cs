namespace Landfall.Worker;

/// <summary>How an orchestration starts over.</summary>
public sealed record ContinueAsNewOptions
{
    public object? NewInput { get; init; }

    /// <summary>Whether events nobody has read yet go along.</summary>
    public bool PreserveUnprocessedEvents { get; init; } = true;

    /// <summary>The version to go on with; absent means the same.</summary>
    public string? NewVersion { get; init; }
}
