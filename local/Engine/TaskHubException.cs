namespace Landfall.Local.Engine;

/// <summary>Why the hub refused a request; maps one to one to a gRPC status.</summary>
public enum TaskHubError
{
    /// <summary>The request itself is malformed.</summary>
    InvalidArgument,

    /// <summary>No such instance, or no such work item.</summary>
    NotFound,

    /// <summary>An instance with this id exists and may not be replaced.</summary>
    AlreadyExists,

    /// <summary>The instance is in a state that does not allow the operation.</summary>
    FailedPrecondition
}

/// <summary>A refusal a caller can act on; nothing was changed.</summary>
public sealed class TaskHubException(TaskHubError error, string message) : Exception(message)
{
    /// <summary>The kind of refusal.</summary>
    public TaskHubError Error => error;
}
