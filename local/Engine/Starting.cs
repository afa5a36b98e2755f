using Landfall.Local.Engine.Storage;
using Landfall.Worker.Protobuf;

namespace Landfall.Local.Engine;

/// <summary>Starts and restarts: names, ids, and what happens when an id is taken.</summary>
internal static class Starting
{
    private const int MaxIdLength = 256;

    public static ExecutionStartedEvent From(CreateInstanceRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Name))
            throw new TaskHubException(TaskHubError.InvalidArgument, "An orchestration needs a name.");
        var id = request.InstanceId.Length > 0 ? request.InstanceId : Guid.NewGuid().ToString("N");
        CheckId(id);
        return new ExecutionStartedEvent
        {
            Name = request.Name,
            Version = request.Version,
            Input = request.Input,
            Tags = { request.Tags },
            ScheduledStartTimestamp = request.ScheduledStartTimestamp,
            ParentTraceContext = request.ParentTraceContext,
            OrchestrationInstance = new OrchestrationInstance
            {
                InstanceId = id,
                ExecutionId = request.ExecutionId ?? Guid.NewGuid().ToString()
            }
        };
    }

    public static string Write(
        Session session, ExecutionStartedEvent started, OrchestrationIdReusePolicy? policy, DateTimeOffset now)
    {
        var id = started.OrchestrationInstance.InstanceId;
        if (session.Find(id) is { } existing)
        {
            IEnumerable<OrchestrationStatus> replaceable = policy?.ReplaceableStatus
                ?? (IEnumerable<OrchestrationStatus>)Statuses.Terminal;
            if (!replaceable.Contains(existing.Status))
                throw new TaskHubException(
                    TaskHubError.AlreadyExists,
                    $"An Orchestration instance with the ID {id} already exists (status {existing.Status}).");
            session.Delete(id);
        }
        session.Insert(started, now);
        return id;
    }

    public static string Again(Session session, string id, bool withNewId, DateTimeOffset now)
    {
        var old = session.Find(id) ?? throw TaskHub.NotFound(id);
        if (!withNewId && !old.IsTerminal)
            throw new TaskHubException(
                TaskHubError.FailedPrecondition,
                $"Instance '{id}' is {old.Status}; only an ended instance can restart under its own ID.");
        var request = new CreateInstanceRequest
        {
            InstanceId = withNewId ? "" : id,
            Name = old.State.Name,
            Version = old.State.Version,
            Input = old.State.Input,
            Tags = { old.State.Tags }
        };
        return Write(session, From(request), null, now);
    }

    private static void CheckId(string id)
    {
        var wrong = id.Length > MaxIdLength ? $"has {id.Length} characters, at most {MaxIdLength} are allowed"
            : id[0] == '@' ? "starts with '@', which is reserved for entities"
            : id.Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c))
                ? "contains '/', '\\', '#', '?' or a control character"
            : null;
        if (wrong is not null)
            throw new TaskHubException(TaskHubError.InvalidArgument, $"Instance ID '{id}' {wrong}.");
    }
}
